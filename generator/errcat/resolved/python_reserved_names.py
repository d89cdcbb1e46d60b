"""Names that generated Python modules use, which nothing from a catalog can have.

The tables are written by hand because a newer Python must not change names. A test derives the names from generated
modules and fails if one is missing here.
"""

from __future__ import annotations

from collections.abc import Mapping

from errcat.model.generated_fields import FIELDS

PYTHON_WORDS = frozenset(
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def",
        "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
        "match", "nonlocal", "not", "or", "pass", "raise", "return", "self", "try", "type", "while", "with", "yield",
    ]
)  # fmt: skip
"""Keywords, and words that Python may reserve later."""
PYTHON_EXCEPTIONS = frozenset(
    [
        "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BlockingIOError",
        "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError", "ConnectionAbortedError",
        "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError",
        "EncodingWarning", "EnvironmentError", "Exception", "ExceptionGroup", "FileExistsError", "FileNotFoundError",
        "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning",
        "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
        "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError",
        "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError", "ProcessLookupError",
        "PythonFinalizationError", "RecursionError", "ReferenceError", "ResourceWarning", "RuntimeError",
        "RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError",
        "SystemExit", "TabError", "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError",
        "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UserWarning", "ValueError",
        "Warning", "WindowsError", "ZeroDivisionError",
    ]
)  # fmt: skip
"""Builtins that a class of an API would hide, in all Python versions that a module supports."""
PYTHON_BUILTINS = frozenset(
    [
        "abs", "aiter", "all", "anext", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable",
        "chr", "classmethod", "compile", "complex", "copyright", "credits", "delattr", "dict", "dir", "divmod",
        "enumerate", "eval", "exec", "exit", "filter", "float", "format", "frozenset", "getattr", "globals",
        "hasattr", "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "license",
        "list", "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print",
        "property", "quit", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod",
        "str", "sum", "super", "tuple", "type", "vars", "zip", "Ellipsis", "NotImplemented",
    ]
)  # fmt: skip
"""All other builtins, which a class with the same name would replace in the module."""
MODULE_NAMES = frozenset(
    [
        "API", "Any", "BATCH", "BaseCategory", "BaseCode", "BaseError", "BaseInfo", "Callable", "CatalogData",
        "Category", "CategoryData", "CategoryInfo", "ClassVar", "CodeData", "DOCS_URL", "Date", "DateTime",
        "Deprecation", "Enum", "Error", "ErrorCode", "ErrorInfo", "Example", "FrozenDict", "FrozenList", "GROUPS",
        "GroupId", "Iterable", "Link", "Literal", "MEDIA_TYPE", "Mapping", "Module", "NOTHING", "NO_EXTRA", "Node",
        "NotRequired", "Note", "Occurrence", "Param", "Record", "Retry", "Self", "Sequence", "Severity", "Strategy",
        "TYPE_CHECKING", "Translation", "TypeId", "TypedDict", "UnknownCode", "Unpack", "VERSION", "Variant",
        "annotations", "best_locale", "cast", "choose_locale", "connect", "dataclass_transform", "date", "datetime",
        "deprecated", "frozen", "json", "load", "re", "timezone", "warnings",
    ]
)  # fmt: skip
"""Names that every module imports or defines."""
BASE_CLASS = "ApiError"
"""The base class of all exceptions, unless a project names another."""

STR_METHODS = frozenset(
    [
        "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format",
        "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower",
        "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans",
        "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit",
        "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
    ]
)  # fmt: skip
ENUM_WORDS = frozenset(["mro", "name", "value"])
"""Names that every enum uses."""
ATTRIBUTE_NAMES: Mapping[str, str] = {"see_also": "related", "status": "statuses", "title": "heading"}
"""The property of ErrorCode for a field of an error, if it differs from the field's name."""
ENUM_ATTRIBUTES = frozenset(
    [
        *(ATTRIBUTE_NAMES.get(field, field) for field in FIELDS["error"] if field not in ENUM_WORDS),
        "all", "by_category", "by_number", "by_status", "docs_url", "error", "extensions", "get", "info", "render",
        "retryable", "status",
    ]
)  # fmt: skip
"""Attributes of ErrorCode other than its members: a property for each field, and a few methods."""

ARGUMENTS = frozenset(
    [
        "code", "details", "extra", "fields", "instance", "message", "method", "more", "params", "path", "request_id",
        "retry_after", "self", "status", "timestamp", "trace_id", "variant",
    ]
)  # fmt: skip
"""Arguments of constructors."""
ERROR_ATTRIBUTES = frozenset(
    [
        "add_note", "args", "category", "docs_url", "from_response", "known", "log_fields", "message_in",
        "otel_attributes", "retryable", "sentry_fingerprint", "title", "to_body", "to_response", "with_traceback",
    ]
)  # fmt: skip
"""Other attributes of every exception."""
TYPE_WORDS = frozenset(["bool", "float", "int", "list", "str"])
"""Types that a class names."""
CONSTRUCTOR_NAMES = PYTHON_WORDS | ARGUMENTS | ERROR_ATTRIBUTES | TYPE_WORDS
"""Names that a param can't have as an argument and attribute of its exception class."""

CLASS_NAMES = frozenset(name.casefold() for name in PYTHON_WORDS | PYTHON_EXCEPTIONS | PYTHON_BUILTINS | MODULE_NAMES)
"""Names that no class of a catalog can have, in lower case: two classes must differ in more than case."""
