"""What a text means that people write in another form: dates, durations, counts, statuses, mail and web addresses."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from errcat.text.http_statuses import REASON_PHRASES

_DAY_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d. %B %Y", "%d.%m.%Y")
_MONTH_FORMS = ("%B %Y", "%b %Y", "%B, %Y", "%Y-%m", "%m/%Y", "%Y/%m", "%m.%Y")
_ISO = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_SLASHES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_UNITS: Mapping[str, int] = {
    # the English words and those of German, French and Spanish
    "s|secs?|seconds?|sekunden?|secondes?|segundos?": 1,
    "m|mins?|minutes?|minuten?|minutos?": 60,
    "h|hrs?|hours?|std|stunden?|heures?|horas?": 3600,
    "d|days?|tagen?|jours?|d[ií]as?": 86400,
}
_UNIT = "|".join(_UNITS)
_DURATION = re.compile(rf"([0-9]{{1,6}}(?:[.,][0-9]+)?) ?({_UNIT})\b", re.IGNORECASE)
_ISO_DURATION = re.compile(r"PT?([0-9]{1,6})([SMHD])")
_TIMES = "times|tries|attempts|retries|mal|fois|veces"
_COUNT = re.compile(rf"#?([0-9]{{1,9}}) ?(?:x|×|{_TIMES})?", re.IGNORECASE)
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_STATUS = re.compile(r"(?<![0-9])[1-5][0-9]{2}(?![0-9])")
_STATUS_CLASS = re.compile(r"([1-5])(?:xx|XX|\*\*)|([1-5])[0-9]{2} ?[-–] ?[1-5][0-9]{2}")
_ASSIGNMENT = re.compile(
    r"""["']?(?P<key>[A-Za-z_]\w*)["']?\s*(?:=>?|->|:)\s*(?:(?P<quote>["'])(?P<quoted>.*?)(?P=quote)|(?P<word>[^\s,;'"=]+))(?:\s*[,;|]\s*|\s+|\Z)"""
)
_MARKDOWN_LINK = re.compile(r"\[(?P<title>[^\]\n]*)\] ?\((?P<url>[^()\s]*)\)")
_LIKE_ZERO = str.maketrans("oOlI", "0011")

_COMMON_STATUSES = {
    "1": [100, 101],
    "2": [200, 201, 202],
    "3": [301, 302, 303, 304],
    "4": [400, 401, 403, 404, 409, 422, 429],
    "5": [500, 502, 503, 504],
}


def iso_date(text: str) -> str:
    """Rewrite a date as people write it, unless its day and month may be confused; a month means its last day."""
    text = _ORDINAL.sub("", text.strip())
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    for form in _DAY_FORMS:
        if day := _parsed(text, form):
            return day.isoformat()
    if match := _SLASHES.fullmatch(text):
        first, second, year = map(int, match.groups())
        if first == second or first > 12:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else ""
    months = (_parsed(text, form) for form in _MONTH_FORMS)
    month = next((month for month in months if month), None)
    return month.replace(day=monthrange(month.year, month.month)[1]).isoformat() if month else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 — a day has no time zone
    except ValueError:
        return None


def seconds(text: str, *, anywhere: bool = False) -> int | float | None:
    """Return the seconds of a duration: `10 minutes`; with `anywhere`, of a sentence that has one."""
    match = _DURATION.search(text) if anywhere else _DURATION.fullmatch(text.strip())
    match = match or _ISO_DURATION.fullmatch(text.strip().upper())
    if not match:
        return None
    unit = match[2].lower()
    seconds_of_unit = next(value for words, value in _UNITS.items() if re.fullmatch(words, unit))
    number = float(match[1].replace(",", ".")) * seconds_of_unit
    return int(number) if number.is_integer() else number


def count(text: str) -> int | None:
    """Return the number of a count: `3 times`, `3x`, `three`, `1,009`, `#1009`."""
    text = re.sub(rf" (?:{_TIMES})\Z", "", text.strip())
    if text.lower() in _NUMBER_WORDS:
        return _NUMBER_WORDS.index(text.lower())
    if re.fullmatch(r"[0-9]{1,3}(?:[,_ '][0-9]{3})+", text):
        return int(re.sub("[^0-9]", "", text))
    match = _COUNT.fullmatch(text)
    return int(match[1]) if match else None


def assignments(text: str) -> dict[str, str | int]:
    """Return the fields of a text such as `grpc=UNAVAILABLE; exit=75`; empty if it is something else."""
    fields: dict[str, str | int] = {}
    at, text = 0, text.strip("{}() ")
    while match := _ASSIGNMENT.match(text, at):
        value = match["quoted"] if match["quoted"] is not None else match["word"]
        is_number = match["quoted"] is None and re.fullmatch(r"-?(?:0|[1-9][0-9]{0,14})", value)
        fields[match["key"]] = int(value) if is_number else value
        at = match.end()
    return fields if at == len(text) else {}


def statuses(text: str) -> list[int]:
    """Return the HTTP statuses in a text, or the status that has it as its name."""
    found = [int(number) for number in dict.fromkeys(_STATUS.findall(text))]
    if found:
        return found
    corrected = re.sub(r"(?<=[0-9]) (?=[0-9])", "", text.strip()).translate(_LIKE_ZERO)
    if _STATUS.fullmatch(corrected):
        return [int(corrected)]
    words = _letters(text)
    return [status for status, phrase in REASON_PHRASES.items() if _letters(phrase) == words][:1]


def statuses_of_class(text: str) -> list[int]:
    """Return common statuses of the class or range that a text names: `4xx`, `500-599`."""
    match = _STATUS_CLASS.fullmatch(text.strip())
    return _COMMON_STATUSES[match[1] or match[2]] if match else []


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text.lower())


def markdown_link(text: str) -> tuple[str, str] | None:
    """Return the title and the address of a Markdown link, or of an address in angle brackets."""
    text = text.strip()
    match = _MARKDOWN_LINK.fullmatch(text)
    if match:
        return match["title"].strip(), match["url"]
    return ("", text[1:-1]) if re.fullmatch(r"<[^<>\s]+>", text) else None


def addresses(text: str) -> Iterator[str]:
    """Yield the mail or web addresses that a text probably means."""
    text = text.strip()
    link = markdown_link(text)
    if link:
        yield link[1]
    in_brackets = re.search(r"<([^<>\s]+)>", text)
    if in_brackets:
        yield in_brackets[1]
    mail = re.sub(r" ?[(\[{<]? ?\b(?:at|AT)\b ?[)\]}>]? ?|[(\[]@[)\]]", "@", text.removeprefix("mailto:"), count=1)
    yield re.sub(r" ?[(\[{<] ?(?:dot|DOT) ?[)\]}>] ?", ".", mail).replace(" ", "")
    without_query = re.sub(r"[?#].*", "", text)
    yield without_query
    scheme = re.match(r"(?i)h?t*p?(s?) ?[:;]?/{1,3} ?(?=\w)", without_query)
    if scheme and scheme.end() > 1:
        yield f"http{scheme[1].lower()}://{without_query[scheme.end() :]}".replace(" ", "")
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text):
        yield f"https://{text}"
