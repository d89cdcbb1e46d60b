"""Packages in a project: what they import, how processes pass errors on, and how several share the machinery."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from built import EVERY, ROOT, WHOLE, files_of, rendered, word_of, write

SHIPPING = Path(__file__).parent / "shipping.yaml"
LIFECYCLE = ROOT / "tests" / "odd" / "lifecycle.yaml"


def run(script: str, folder: Path, *arguments: str, options: tuple[str, ...] = ()) -> str:
    """What a fresh process prints that knows the packages of a folder."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *options, "-c", script, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_package_is_the_single_file_in_three_and_its_machinery_is_the_same_for_every_catalog():
    machinery = set(files_of("python-runtime", SHIPPING, "errcat_runtime.py").values())
    machinery.add(files_of("python", LIFECYCLE, "errors", exceptions="none")["_runtime.py"])
    for file in EVERY:
        package = files_of("python", file, "errors")
        assert sorted(package) == ["__init__.py", "_catalog.py", "_runtime.py"], word_of(file)
        machinery.add(package["_runtime.py"])
    assert len(machinery) == 1
    for file in (SHIPPING, LIFECYCLE, WHOLE):
        package = files_of("python", file, "errors")
        (module,) = files_of("python", file, "errors.py").values()
        body = package["__init__.py"].partition("\nAPI = ")[2].partition("\n\n\ndef _load")[0]
        assert body
        assert body in module, "what people read is the same in both forms"


def test_errors_go_from_process_to_process(tmp_path: Path):
    """The reader has only imported the package: nothing has used the classes before."""
    write(rendered("python", SHIPPING, "errors"), tmp_path / "shop_errors")
    make = """\
import pickle, sys, shop_errors as m
error = m.BadCardError(card="4711", details={"reason": "stolen", "card": "4711"}, request_id="r")
found = [error, m.BadCardError, m.ErrorCode.BAD_CARD, m.ErrorCode.BAD_CARD.info, m.GROUPS, m.BadCardDetails]
sys.stdout.write(pickle.dumps(found, int(sys.argv[1])).hex())
"""
    read = """\
import pickle, sys, shop_errors as m
assert "BadCardError" not in vars(m)
error, kind, code, info, groups, details = pickle.loads(bytes.fromhex(sys.argv[1]))
assert type(error) is kind is m.BadCardError and code is error.code is m.ErrorCode.BAD_CARD
assert (error.card, error.details["reason"], error.request_id) == ("4711", "stolen", "r")
assert info == code.info and groups == m.GROUPS and details is m.BadCardDetails
assert "4711" not in repr(vars(error)) and b"4711" in error.to_response()[2]
try:
    groups.clear()
except TypeError:
    print("fine")
"""
    for protocol in (0, 2, pickle.HIGHEST_PROTOCOL):
        assert run(read, tmp_path, run(make, tmp_path, str(protocol))) == "fine\n"


def test_an_import_makes_no_class_of_a_code_and_reads_no_data(tmp_path: Path):
    write(rendered("python", SHIPPING, "errors"), tmp_path / "shop_errors")
    script = """\
import sys
before = set(sys.modules)
import shop_errors as m
assert "shop_errors._catalog" not in sys.modules
assert "BadCardError" not in vars(m) and "BadCardError" in dir(m)
from shop_errors import BadCardError
assert "PlainError" not in vars(m)
slow = {"dataclasses", "json", "re", "inspect", "datetime", "typing", "typing_extensions", "errcat"}
print(sorted(slow & (set(sys.modules) - before)))
"""
    assert run(script, tmp_path, options=("-S",)) == "[]\n"  # without what other packages import when Python starts


def test_types_are_there_for_those_who_ask_at_run_time(tmp_path: Path):
    """The import of a module does without `typing`."""
    write(rendered("python", SHIPPING, "shop_errors"), tmp_path / "shop_errors")
    write(rendered("python", SHIPPING, "one_file.py"), tmp_path / "one_file.py")
    write(rendered("python", LIFECYCLE, "codes_only.py", exceptions="none"), tmp_path / "codes_only.py")
    script = """\
import importlib, typing
import codes_only, one_file, shop_errors
for m in (shop_errors, one_file, codes_only):
    assert "GroupId" not in vars(m) and "GroupId" in dir(m)
    groups = m.GroupId
    assert groups is m.GroupId and typing.get_args(groups) == tuple(m.GROUPS), groups
    assert m.TypeId is str or typing.get_args(m.TypeId)
    assert typing.get_args(typing.get_type_hints(m.Retry)["strategy"]) == ("never", "same", "backoff", "after")
    assert typing.get_args(typing.get_type_hints(m.ErrorCode.severity.fget)["return"])[0] == "error"
    importlib.reload(m)
    assert "GroupId" not in vars(m) and typing.get_args(m.GroupId) == tuple(m.GROUPS)
    try:
        m.Groups
    except AttributeError as error:
        print(error)
"""
    assert run(script, tmp_path) == "".join(
        f"module {name!r} has no attribute 'Groups'\n" for name in ("shop_errors", "one_file", "codes_only")
    )


def test_a_module_can_be_imported_again(tmp_path: Path):
    """As notebooks do: no class of before is left."""
    write(rendered("python", SHIPPING, "errors"), tmp_path / "shop_errors")
    script = """\
import importlib, shop_errors as m
before = m.PlainError
importlib.reload(m)
assert m.PlainError is not before and issubclass(m.PlainError, m.ApiError)
assert type(m.ErrorCode.PLAIN.error()) is m.PlainError
print("fine")
"""
    assert run(script, tmp_path) == "fine\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with two packages and a single file that share the machinery, by its full name and by a relative one."""
    root = tmp_path_factory.mktemp("project")
    folder = root / "acme_shared"
    write(rendered("python-runtime", SHIPPING, "errcat_runtime.py"), folder / "errcat_runtime.py")
    write(rendered("python", SHIPPING, "ship", runtime="acme_shared.errcat_runtime"), folder / "ship")
    write(rendered("python", LIFECYCLE, "orders", runtime="..errcat_runtime"), folder / "orders")
    write(rendered("python", LIFECYCLE, "sales.py", runtime=".errcat_runtime"), folder / "sales.py")
    (folder / "__init__.py").touch()
    sys.path.insert(0, str(root))
    yield root
    sys.path.remove(str(root))


def test_modules_share_the_machinery(project: Path):
    ship, orders, sales, runtime = (
        importlib.import_module(f"acme_shared.{name}") for name in ("ship", "orders", "sales", "errcat_runtime")
    )
    folder = project / "acme_shared"
    assert sorted(file.name for file in (folder / "ship").glob("*.py")) == ["__init__.py", "_catalog.py"]
    assert len((folder / "sales.py").read_text(encoding="utf-8").splitlines()) < 400
    for module in (ship, orders, sales):
        error = next(iter(module.ErrorCode)).error()
        assert isinstance(error, (runtime.BaseError, module.ApiError))
        others = {ship, orders, sales} - {module}
        assert not any(isinstance(error, other.ApiError) for other in others)
        assert module.Retry is runtime.Retry
        status, headers, body = error.to_response()
        back = module.ApiError.from_response(status, body, headers)
        assert (back.code, type(back)) == (error.code, type(error))
        assert pickle.loads(pickle.dumps(error)).code is error.code  # noqa: S301 — our own
    assert orders.ErrorCode.ORDER_NOT_FOUND is not sales.ErrorCode.ORDER_NOT_FOUND
    assert ship.best_locale("de") == "de"
    assert orders.best_locale("de") is None


def test_type_checkers_accept_them(project: Path):
    program = """\
from acme_shared import orders, sales, ship
from acme_shared.errcat_runtime import BaseError


def status_of(error: BaseError) -> int | None:
    return error.status


status_of(ship.PlainError())
status_of(orders.OrderNotFoundError(order_id="A", token="t"))
status_of(sales.OrderNotFoundError(order_id="A", token="t"))
"""
    (project / "program.py").write_text("from __future__ import annotations\n\n" + program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "program.py", "acme_shared"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
