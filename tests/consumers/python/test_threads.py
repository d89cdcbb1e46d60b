"""What a module builds when it is first needed: a thread sees all of it or nothing, whenever it looks."""

from __future__ import annotations

import ast
import sys
import threading

import pytest

from built import module_of, resolved_from

SIZE = 250
TEXT = "errcat: 1\ncodes: {unique: none}\nerrors:\n" + "".join(
    f"  - {{code: {{code}}, name: N{number}, status: 400, message: m, category: fix}}\n".replace(
        "{code}", f"c{number // 2}"
    )
    for number in range(SIZE)
)
MODULES = {"python": "ErrorInfo", "python-helpers": "_Error"}


@pytest.fixture(scope="module")
def resolved():
    return resolved_from(TEXT)


def look(module) -> None:
    """Look at everything that is built late."""
    if hasattr(module, "openapi_responses"):
        for number in range(SIZE):
            assert module.openapi_responses(f"N{number}")
        return
    assert len(list(module.ErrorCode)) == SIZE
    for number in range(SIZE // 2):
        assert [one.code for one in module.ErrorCode.all(f"c{number}")] == [f"c{number}"] * 2
    for code in module.ErrorCode:
        assert code.info.name == code.value
        assert code.category.info.title
        assert module.ApiError.from_response(400, {"code": code.code}).known


def in_a_thread(work) -> None:
    problems: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as problem:  # noqa: BLE001 — told by the test
            problems.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert problems == []


@pytest.mark.parametrize("target", MODULES)
def test_another_thread_may_look_while_a_table_is_built(resolved, target: str):
    """Each step of the building waits until another thread has looked at everything."""
    module = module_of(resolved, target)
    record = MODULES[target]
    make = getattr(module, record)
    steps = 0

    def made(*arguments, **named):
        nonlocal steps
        steps += 1
        if steps in (1, SIZE // 2, SIZE) and threading.current_thread() is threading.main_thread():
            module.__dict__[record] = make
            in_a_thread(lambda: look(module))
            if "_MODULE" in module.__dict__:  # as if nobody had looked
                vars(module._MODULE).update(_by_code=None, _categories=None, _places=None)  # noqa: SLF001
                module._MODULE._infos.clear()  # noqa: SLF001
            for name in ("_errors", "_components"):
                if name in module.__dict__:
                    module.__dict__[name].cache_clear()
            module.__dict__[record] = made
        return make(*arguments, **named)

    module.__dict__[record] = made
    look(module)
    assert steps >= SIZE


@pytest.mark.parametrize("target", MODULES)
def test_many_threads_look_at_once(resolved, target: str):
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        module = module_of(resolved, target)
        barrier = threading.Barrier(8)
        problems: list[BaseException] = []

        def run() -> None:
            barrier.wait()
            try:
                look(module)
            except BaseException as problem:  # noqa: BLE001 — told by the test  # noqa: BLE001 — told by the test
                problems.append(problem)

        threads = [threading.Thread(target=run) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert problems == []
    finally:
        sys.setswitchinterval(before)


CHANGING = {"update", "setdefault", "append", "extend", "add", "insert", "pop", "clear"}


@pytest.mark.parametrize("target", MODULES)
def test_no_function_changes_a_table_of_the_module(resolved, target: str):
    """What functions keep is assigned whole, by `global`: nothing that the module holds is changed in place."""
    from errcat.targets import TARGETS

    (artifact,) = TARGETS[target].render(resolved, TARGETS[target].values({}), "errors.py")
    tree = ast.parse(artifact.text)
    held = {
        name.id
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(name, ast.Name)
    }
    held -= {"_MODULES"}  # which `connect` fills while a module is imported
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            assert not (isinstance(node.func.value, ast.Name) and node.func.value.id in held), ast.unparse(node)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
            assert not (isinstance(node.value, ast.Name) and node.value.id in held), ast.unparse(node)
