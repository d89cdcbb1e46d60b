"""How code names an error, language by language: each snippet has the codes that it raises, handles and doesn't know.

The catalog is errors.yaml. A snippet is a file of its own; `known` are the codes that it raises.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

HERE = Path(__file__).parent

API_ERROR = """
class ApiError(Exception):
    def __init__(self, code, message="", status=400):
        self.code = code
"""

# the name of the case, the file, the code, and what is found: "rule code" for each finding
CASES = [
    # --- Python: literals
    ("envelope", "a.py", 'x = {"error": {"code": "nope_here"}}', ["unknown-code nope_here"]),
    ("envelope as keywords", "a.py", 'jsonify(error={"code": "nope_here"})', ["unknown-code nope_here"]),
    ("envelope with dict()", "a.py", 'jsonify(error=dict(code="nope_here", message="m"))', ["unknown-code nope_here"]),
    ("detail of an exception", "a.py", 'raise HTTPException(404, detail={"code": "nope_here"})', ["unknown-code nope_here"]),
    ("keyword", "a.py", 'raise ApiError(code="nope_here")', ["unknown-code nope_here"]),
    ("sure keyword", "a.py", 'log.info("x", error_code="nope_here")', ["unknown-code nope_here"]),
    ("attribute of an exception", "a.py", 'class Lost(ApiError):\n    code = "nope_here"', ["unknown-code nope_here"]),
    ("attribute of another class", "a.py", 'class Money:\n    code = "usd_dollar"', []),
    ("assigned attribute", "a.py", 'error.code = "nope_here"', ["unknown-code nope_here"]),
    ("dict with a message", "a.py", 'x = {"code": "nope_here", "message": "m"}', ["unknown-code nope_here"]),
    ("dict of something else", "a.py", 'x = {"code": "usd_dollar", "rate": 1}', []),
    ("prose", "a.py", 'raise ApiError(code="Not a code")', []),
    ("marker", "a.py", 'x = {"error": {"code": "<code>"}}', []),
    ("null and numbers", "a.py", "raise ApiError(code=None)\nraise ApiError(code=17)", []),
    ("two values", "a.py", 'raise ApiError(code="order_not_found" if x else "nope_here")', ["unknown-code nope_here"]),
    ("joined text", "a.py", 'raise ApiError(code="order" "_not" + "_foudn")', ["unknown-code order_not_foudn"]),
    ("builtin exceptions", "a.py", 'raise ValueError("nope_here")\nraise KeyError("order_not_fuond")', []),
    ("system errors", "a.py", 'if error.code == "ENOENT": pass', []),
    ("enum of codes", "a.py", 'class ErrorCode(str, Enum):\n    A = "nope_here"', ["unknown-code nope_here"]),
    ("enum with a known code", "a.py", 'class ShopErrors(Enum):\n    A = "order_not_found"\n    B = "nope_here"',
     ["unknown-code nope_here"]),
    ("enum of other errors", "a.py", 'class DiskErrors(Enum):\n    A = "nope_here"', []),
    ("literal type", "a.py", 'ErrorCode = Literal["order_not_found", "nope_here"]', ["unknown-code nope_here"]),
    # --- Python: names and functions
    ("constant", "a.py", 'LOST = "nope_here"\nraise ApiError(code=LOST)', ["unknown-code nope_here"]),
    ("constant that nothing raises", "a.py", 'LOST = "nope_here"', []),
    ("variable", "a.py", 'def f():\n    code = "nope_here"\n    raise ApiError(code=code)', ["unknown-code nope_here"]),
    ("two variables", "a.py", 'def f():\n    code, x = "nope_here", 1\n    raise ApiError(code=code)', ["unknown-code nope_here"]),
    ("own class", "a.py", API_ERROR + 'raise ApiError("nope_here")', ["unknown-code nope_here"]),
    ("own function", "a.py", API_ERROR + 'def bail(what):\n    raise ApiError(what)\nbail("nope_here")',
     ["unknown-code nope_here"]),
    ("own method", "a.py", ('class V:\n    def bail(self, what):\n        raise ApiError(code=what)\n'
     '    def run(self):\n        self.bail("nope_here")'), ["unknown-code nope_here"]),
    ("own class, with a typing mistake only", "a.py", 'raise ShopError("order_not_fuond")', ["unknown-code order_not_fuond"]),
    ("own class with a similar text", "a.py", 'raise ShopError("order_not_valid")', []),
    ("own class with other texts", "a.py", 'raise FieldError("user_name")', []),
    ("proved by another call", "a.py", 'raise ShopError("card_declined")\nraise ShopError("nope_here")',
     ["unknown-code nope_here"]),
    # --- Python: handling
    ("comparison", "a.py", 'body["error"]["code"] == "nope_here"', ["unknown-code nope_here"]),
    ("membership", "a.py", 'r.json()["error"]["code"] in ("order_not_found", "nope_here")', ["unknown-code nope_here"]),
    ("match", "a.py", 'match body:\n    case {"error": {"code": "nope_here"}}:\n        pass', []),
    ("match of a code", "a.py", 'match body["error"]["code"]:\n    case "nope_here":\n        pass',
     ["unknown-code nope_here"]),
    ("near comparison", "a.py", 'if err.code == "order_not_fuond": pass', ["unknown-code order_not_fuond"]),
    ("handling a retired code", "a.py", 'if body["error"]["code"] == "order_lost": pass', []),
    ("raising a retired code", "a.py", 'raise ApiError(code="order_lost")', ["retired-code-raised order_lost"]),
    # --- Python: status
    ("other status", "a.py", 'raise ApiError(code="order_not_found", status=400)', ["wrong-status-raised order_not_found"]),
    ("named status", "a.py", 'raise ApiError(code="order_not_found", status_code=HTTPStatus.CONFLICT)',
     ["wrong-status-raised order_not_found"]),
    ("status of a framework", "a.py", 'R(status.HTTP_409_CONFLICT, {"error": {"code": "order_not_found"}})',
     ["wrong-status-raised order_not_found"]),
    ("returned status", "a.py", 'def f():\n    return {"error": {"code": "order_not_found"}}, 400',
     ["wrong-status-raised order_not_found"]),
    ("status of a class", "a.py", 'class Lost(ApiError):\n    code = "order_not_found"\n    status_code = 400\nraise Lost', []),
    ("same status", "a.py", 'raise ApiError(code="order_not_found", status=404)', []),
    ("computed status", "a.py", 'raise ApiError(code="order_not_found", status=s)', []),
    # --- TypeScript and JavaScript
    ("throw", "a.ts", ('class ApiError extends Error { constructor(public code: string) { super(code); } }\n'
     'throw new ApiError("nope_here");'), ["unknown-code nope_here"]),
    ("assigned in the constructor", "a.js", ("class ApiError extends Error { constructor(code) { super(); this.code = code; } }\n"
     'throw new ApiError("nope_here");'), ["unknown-code nope_here"]),
    ("object", "a.ts", 'res.json({ error: { code: "nope_here" } });', ["unknown-code nope_here"]),
    ("jsx", "a.jsx", 'const a = <Button type="submit" code="usd_dollar" />;', []),
    ("union", "a.ts", 'type ErrorCode = "order_not_found" | "nope_here";', ["unknown-code nope_here"]),
    ("enum in TypeScript", "a.ts", 'enum ErrorCode { A = "nope_here" }', ["unknown-code nope_here"]),
    ("constant object", "a.ts", 'export const ErrorCodes = { A: "nope_here" } as const;', ["unknown-code nope_here"]),
    ("chained status", "a.ts", 'res.status(400).json({ error: { code: "order_not_found" } });',
     ["wrong-status-raised order_not_found"]),
    ("status of Response.json", "a.ts", 'Response.json({ error: { code: "order_not_found" } }, { status: 400 });',
     ["wrong-status-raised order_not_found"]),
    ("switch", "a.ts", 'switch (body.error.code) { case "nope_here": break; }', ["unknown-code nope_here"]),
    ("error of Node", "a.ts", 'if (err.code === "ENOENT") throw new Error("nope_here");', []),
    ("arrow function", "a.ts", 'const bail = (code: string) => { throw new ApiError({ code }); };\nbail("nope_here");',
     ["unknown-code nope_here"]),
    ("template without values", "a.ts", "throw new ApiError({ code: `nope_here` });", ["unknown-code nope_here"]),
    # --- Go
    ("struct", "a.go", 'package a\nvar e = &APIError{Code: "nope_here"}', ["unknown-code nope_here"]),
    ("map", "a.go", 'package a\nfunc f() { c.JSON(404, gin.H{"error": gin.H{"code": "nope_here"}}) }',
     ["unknown-code nope_here"]),
    ("function in Go", "a.go", ("package a\nfunc bail(code string) error { return &APIError{Code: code} }\n"
     'func g() error { return bail("nope_here") }'), ["unknown-code nope_here"]),
    ("typed constant", "a.go", 'package a\nconst Lost ErrorCode = "nope_here"', ["unknown-code nope_here"]),
    ("other struct", "a.go", 'package a\nvar m = Money{Code: "usd_dollar"}', []),
    ("status in Go", "a.go", 'package a\nvar e = &APIError{Code: "order_not_found", Status: http.StatusConflict}',
     ["wrong-status-raised order_not_found"]),
    ("standard error", "a.go", 'package a\nvar e = errors.New("nope_here")', []),
    # --- Java
    ("exception", "A.java", ('class ApiException extends RuntimeException { String code;\n'
     'ApiException(String code) { this.code = code; }\nvoid f() { throw new ApiException("nope_here"); } }'),
     ["unknown-code nope_here"]),
    ("enum in Java", "A.java", 'enum ErrorCode { A("nope_here", 404); }', ["unknown-code nope_here"]),
    ("builder", "A.java", 'class A { Object f() { return ApiError.builder().code("nope_here").build(); } }',
     ["unknown-code nope_here"]),
    ("map in Java", "A.java", 'class A { Object f() { return Map.of("error", Map.of("code", "nope_here")); } }',
     ["unknown-code nope_here"]),
    ("standard exception", "A.java", 'class A { void f() { throw new IllegalStateException("nope_here"); } }', []),
    ("equals", "A.java", 'class A { boolean f(ApiException e) { return "order_not_fuond".equals(e.getCode()); } }',
     ["unknown-code order_not_fuond"]),
]  # fmt: skip


def findings(errcat, folder: Path, *options: str) -> list[dict]:
    catalog = str(HERE / "errors.yaml")
    result = errcat("scan", ".", "--catalog", catalog, "--format", "json", *options, cwd=folder)
    assert result.err == ""
    return json.loads(result.out)["findings"]


def described(finding: dict, folder: Path) -> str:
    lines = (folder / finding["file"]).read_text(encoding="utf-8").split("\n")
    marked = lines[finding["line"] - 1][finding["column"] - 1 : finding["end_column"] - 1]
    return f"{finding['rule']} {code_in(marked, finding)}"


def code_in(marked: str, finding: dict) -> str:
    """The code in a message; the marked text must have it, unless it is a name or is joined."""
    code = finding["message"].split('"')[1]
    assert code in marked or not marked.startswith(('"', "'")) or "+" in marked, (marked, code)
    return code


@pytest.mark.parametrize(("file", "code", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_positions(file: str, code: str, wanted: list[str], errcat, tmp_path: Path):
    (tmp_path / file).write_text(code, encoding="utf-8")
    found = [
        described(finding, tmp_path) for finding in findings(errcat, tmp_path) if finding["rule"] != "code-never-raised"
    ]
    assert found == wanted


def raised(errcat, folder: Path) -> set[str]:
    never = {finding["code"] for finding in findings(errcat, folder) if finding["rule"] == "code-never-raised"}
    return {"order_not_found", "card_declined"} - never


RAISED = [
    ("member of an own enum", {"codes.py": 'class ErrorCode(Enum):\n    LOST = "order_not_found"',
     "a.py": "from codes import ErrorCode as EC\nbail(EC.LOST)"}, {"order_not_found"}),
    ("member that is only declared", {"codes.py": 'class ErrorCode(Enum):\n    LOST = "order_not_found"'}, set()),
    ("member that is only compared", {"codes.py": 'class ErrorCode(Enum):\n    LOST = "order_not_found"',
     "a.py": "from codes import ErrorCode\nif x == ErrorCode.LOST: pass"}, set()),
    ("class of an own exception", {"own.py": 'class Lost(ApiError):\n    code = "order_not_found"',
     "a.py": "from own import Lost\nraise Lost"}, {"order_not_found"}),
    ("class that is only caught", {"own.py": 'class Lost(ApiError):\n    code = "order_not_found"',
     "a.py": "from own import Lost\ntry: f()\nexcept Lost: pass"}, set()),
    ("constant of another file", {"own.py": 'LOST = "order_not_found"',
     "a.py": "import own\nraise ApiError(code=own.LOST)"}, {"order_not_found"}),
    ("constant of a star import", {"own.py": 'LOST = "order_not_found"',
     "a.py": "from own import *\nraise ApiError(code=LOST)"}, {"order_not_found"}),
    ("constant of an unrelated file", {"own.py": 'LOST = "order_not_found"', "a.py": "raise ApiError(code=LOST)"}, set()),
    ("enum in TypeScript", {"codes.ts": 'export enum ErrorCode { Lost = "order_not_found" }',
     "a.ts": 'import { ErrorCode } from "./codes";\nbail(ErrorCode.Lost);'}, {"order_not_found"}),
    ("constant in TypeScript", {"codes.ts": 'export const LOST = "order_not_found";',
     "a.ts": 'import { LOST } from "./codes";\nthrow new ApiError({ code: LOST });'}, {"order_not_found"}),
    ("constant in Go", {"errs/errs.go": 'package errs\nconst Lost ErrorCode = "order_not_found"',
     "a.go": 'package a\nimport "shop/errs"\nfunc f() error { return &E{Code: errs.Lost} }'}, {"order_not_found"}),
    ("enum in Java", {"ErrorCode.java": 'enum ErrorCode { LOST("order_not_found"); }',
     "A.java": "class A { void f() { throw new ApiException(ErrorCode.LOST); } }"}, {"order_not_found"}),
    ("enum in TypeScript, returned", {"a.ts": 'enum ErrorCode { Lost = "order_not_found" }\n'
     "function f() { return ErrorCode.Lost; }"}, {"order_not_found"}),
    ("enum in TypeScript, compared", {"a.ts": 'enum ErrorCode { Lost = "order_not_found" }\n'
     "if (x === ErrorCode.Lost) { f(); }"}, set()),
    ("constant in TypeScript, exported", {"a.ts": 'enum ErrorCode { Lost = "order_not_found" }\n'
     "export const first = ErrorCode.Lost;"}, {"order_not_found"}),
    ("choice in TypeScript", {"a.ts": 'enum ErrorCode { Lost = "order_not_found", Big = "payload_too_large" }\n'
     "function f() { return x === ErrorCode.Big ? ErrorCode.Lost : null; }"}, {"order_not_found"}),
    ("constant in Go, returned", {"a.go": 'package a\ntype ErrorCode string\nconst Lost ErrorCode = "order_not_found"\n'
     "func f() ErrorCode { return Lost }"}, {"order_not_found"}),
    ("constant in Go, compared", {"a.go": 'package a\ntype ErrorCode string\nconst Lost ErrorCode = "order_not_found"\n'
     "func f(x ErrorCode) bool { return x == Lost }"}, set()),
    ("enum in Java, returned", {"ErrorCode.java": 'enum ErrorCode { LOST("order_not_found"); }',
     "A.java": "class A { ErrorCode f() { return ErrorCode.LOST; } }"}, {"order_not_found"}),
    ("statement in a comparison in Java", {"ErrorCode.java": 'enum ErrorCode { LOST("order_not_found"); }',
     "A.java": "class A { boolean f() { return g(() -> { return ErrorCode.LOST; }) == null; } }"}, {"order_not_found"}),
    ("enum in Java, compared", {"ErrorCode.java": 'enum ErrorCode { LOST("order_not_found"); }',
     "A.java": "class A { boolean f(ErrorCode x) { return x == ErrorCode.LOST; } }"}, set()),
    ("text in a comment or a docstring", {"a.py": '"""order_not_found"""\n# order_not_found\nx = "order_not_found"'}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in RAISED], ids=[case[0] for case in RAISED])
def test_what_is_raised(files: dict[str, str], wanted: set[str], errcat, tmp_path: Path):
    for file, code in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(textwrap.dedent(code), encoding="utf-8")
    assert raised(errcat, tmp_path) == wanted


GENERATED = [
    ("member", "from shop.errors import ErrorCode\nraise ErrorCode.ORDER_NOT_FOUND.error()", [], {"order_not_found"}),
    ("renamed", "from shop.errors import ErrorCode as E\nsend(E.ORDER_NOT_FOUND)", [], {"order_not_found"}),
    ("module", "from shop import errors as e\nsend(e.ErrorCode.ORDER_NOT_FOUND)", [], {"order_not_found"}),
    ("star", "from shop.errors import *\nsend(ErrorCode.ORDER_NOT_FOUND)", [], {"order_not_found"}),
    ("relative", "from .errors import OrderNotFoundError\nraise OrderNotFoundError", [], {"order_not_found"}),
    ("class", "from shop.errors import OrderNotFoundError as Lost\nraise Lost(message='m')", [], {"order_not_found"}),
    (
        "by code",
        'from shop.errors import ErrorCode\nraise ErrorCode("order_not_found").error()',
        [],
        {"order_not_found"},
    ),
    ("by a wrong code", 'from shop.errors import ErrorCode\nErrorCode("nope_here")', ["unknown-code nope_here"], set()),
    (
        "wrong member",
        "from shop.errors import ErrorCode\nsend(ErrorCode.ORDER_LOSTT)",
        ["unknown-code ORDER_LOSTT"],
        set(),
    ),
    ("base class", 'from shop.errors import ApiError\nraise ApiError("nope_here")', ["unknown-code nope_here"], set()),
    ("caught", "from shop.errors import OrderNotFoundError\ntry: f()\nexcept OrderNotFoundError: pass", [], set()),
    ("documented", "from shop.errors import ErrorCode\nx = responses(ErrorCode.ORDER_NOT_FOUND)", [], set()),
    ("read", "from shop.errors import ErrorCode\nx = ErrorCode.ORDER_NOT_FOUND.info", [], set()),
    ("looked up", 'from shop.errors import ErrorCode\nErrorCode.get("order_not_found")', [], set()),
    ("mapped", "from shop.errors import ErrorCode\nx = {ErrorCode.ORDER_NOT_FOUND: 1}", [], set()),
    ("typed", "from shop.errors import ErrorCode\ndef f(x: Literal[ErrorCode.ORDER_NOT_FOUND]): pass", [], set()),
]


@pytest.mark.parametrize(
    ("code", "wanted", "is_raised"), [case[1:] for case in GENERATED], ids=[case[0] for case in GENERATED]
)
def test_generated_modules(code: str, wanted: list[str], is_raised: set[str], errcat, tmp_path: Path):
    """The generated module has every code, and raises none."""
    (tmp_path / "shop").mkdir()
    assert errcat("build", str(HERE / "errors.yaml"), "--python", "shop/errors.py", cwd=tmp_path).code == 0
    (tmp_path / "shop" / "api.py").write_text(code, encoding="utf-8")
    found = [
        described(finding, tmp_path) for finding in findings(errcat, tmp_path) if finding["rule"] != "code-never-raised"
    ]
    assert (found, raised(errcat, tmp_path)) == (wanted, is_raised)
