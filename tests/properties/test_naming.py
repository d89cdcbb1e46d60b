"""Codes to names: what comes out is a name for every language, and no two errors of a catalog that passes share one."""

from __future__ import annotations

import keyword
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.codes import Codes
from errcat.rules import Context
from errcat.rules.run import check_of
from errcat.text.code_names import derive_name, page_slug, phrase_of_id, title_of_error, title_of_id, words_of
from errcat.text.deceptive_characters import hidden_in_identifier, look_alikes
from errcat.text.initialisms import INITIALISMS, MIXED_CASE_WORDS

CONTEXT = Context(date(2026, 1, 1))
# Mostly what codes are made of, so that names do collide, and now and then anything at all.
parts = st.sampled_from(
    [*sorted(MIXED_CASE_WORDS), "API", "IDs", "GCed", "Is", "v2", "ErrF", "Order", "not", "X", "4", "_"]
)
codes = (
    st.text("aAbB_-. 01", max_size=5)
    | st.text("NotFoundHTTP_2", max_size=12)
    | st.lists(parts, max_size=5).map("".join)
    | st.text(max_size=8)
)
names = st.from_regex(r"[ab][AB_]{0,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("order.not_found", "ORDER_NOT_FOUND"),
        ("order-not-found", "ORDER_NOT_FOUND"),
        ("4001", "E4001"),
        ("-1121", "E1121"),
        ("01000", "E01000"),
        ("10_003", "E10_003"),
        ("E0308", "E0308"),
        ("ddl:1054", "DDL_1054"),
        ("BR:Backup:ErrX", "BR_BACKUP_ERR_X"),
        ("InvalidRequest", "INVALID_REQUEST"),
        ("HTTPError", "HTTP_ERROR"),
        ("KMSInvalidStateException", "KMS_INVALID_STATE_EXCEPTION"),
        ("KmsInvalidStateException", "KMS_INVALID_STATE_EXCEPTION"),
        ("SOLANA_ERROR__PKG__X", "SOLANA_ERROR__PKG__X"),
        ("3DS_CARDS", "E3DS_CARDS"),
        ("3ds_cards", "E3DS_CARDS"),
        ("_missing_", "MISSING"),
        ("A B", "A_B"),
        ("A1B2", "A1B2"),
        ("dns:A1B2", "DNS_A1B2"),
        ("", ""),
        ("---", ""),
        ("你好", ""),
        ("ΟΔΟΣ", ""),
        ("ﬁn", "N"),
        # initialisms with endings
        ("RowIDs", "ROW_IDS"),
        ("ErrAllocTableRowIDs", "ERR_ALLOC_TABLE_ROW_IDS"),
        ("URLsInvalid", "URLS_INVALID"),
        ("APIsDisabled", "APIS_DISABLED"),
        ("NotEnoughAZs", "NOT_ENOUGH_AZS"),
        ("TooManyCNAMEs", "TOO_MANY_CNAMES"),
        ("GCed", "GCED"),
        ("SnapshotGCed", "SNAPSHOT_GCED"),
        ("OOMedPods", "OOMED_PODS"),
        ("URLIsInvalid", "URL_IS_INVALID"),
        ("HTTPAsText", "HTTP_AS_TEXT"),
        ("URLSearchFailed", "URL_SEARCH_FAILED"),
        ("HTTPEditFailed", "HTTP_EDIT_FAILED"),
        # a single lower-case letter before capitals
        ("gRPC", "GRPC"),
        ("gRPCUnavailable", "GRPC_UNAVAILABLE"),
        ("mTLSRequired", "MTLS_REQUIRED"),
        ("eSIM", "ESIM"),
        ("eSIMsLocked", "ESIMS_LOCKED"),
        ("aBad", "A_BAD"),
        ("orderID", "ORDER_ID"),
        # versions and digits
        ("IPv4Invalid", "IPV4_INVALID"),
        ("TLSv1Disabled", "TLSV1_DISABLED"),
        ("UUIDv4", "UUIDV4"),
        ("HTTP2Error", "HTTP2_ERROR"),
        ("S3BucketMissing", "S3_BUCKET_MISSING"),
        ("404NotFound", "E404_NOT_FOUND"),
        ("4xxError", "E4XX_ERROR"),
        ("2FARequired", "E2FA_REQUIRED"),
        ("Invalid2FACode", "INVALID_2FA_CODE"),
        ("3DSecureFailed", "E3D_SECURE_FAILED"),
        # words with capitals inside
        ("OAuth", "OAUTH"),
        ("OAuthTokenExpired", "OAUTH_TOKEN_EXPIRED"),
        ("InvalidOAuth2Token", "INVALID_OAUTH2_TOKEN"),
        ("myOAuth", "MY_OAUTH"),
        ("OAuthorize", "O_AUTHORIZE"),
        ("GraphQLSchema", "GRAPHQL_SCHEMA"),
        ("OpenIDConnect", "OPENID_CONNECT"),
        ("OpenIDs", "OPEN_IDS"),
        ("GitHubTokenInvalid", "GITHUB_TOKEN_INVALID"),
        ("iOSDevice", "IOS_DEVICE"),
        ("macOSVersion", "MACOS_VERSION"),
        ("MySQLGoneAway", "MYSQL_GONE_AWAY"),
        ("JavaScriptRequired", "JAVASCRIPT_REQUIRED"),
        ("P2PError", "P2P_ERROR"),
        ("JSStreamExternalDelPrefixOverlapsErrF", "JS_STREAM_EXTERNAL_DEL_PREFIX_OVERLAPS_ERRF"),
        ("JSStreamGeneralErrorF", "JS_STREAM_GENERAL_ERRORF"),
        ("ErrFTPFailed", "ERR_FTP_FAILED"),
    ],
)
def test_the_documented_rule(code: str, name: str):
    assert derive_name(code) == name


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("ORDER_NOT_FOUND", "Order not found"),
        ("API_KEY_MISSING", "API key missing"),
        ("invalid_api_key", "Invalid API key"),
        ("oauth_token_expired", "OAuth token expired"),
        ("OAUTH2_TOKEN_EXPIRED", "OAuth2 token expired"),
        ("ROW_IDS_INVALID", "Row IDs invalid"),
        ("apis_disabled", "APIs disabled"),
        ("ipv6_address_invalid", "IPv6 address invalid"),
        ("TLSV1_DISABLED", "TLSv1 disabled"),
        ("grpc_unavailable", "gRPC unavailable"),
        ("MTLS_REQUIRED", "mTLS required"),
        ("GITHUB_APP_MISSING", "GitHub app missing"),
        ("JSStreamExternalDelPrefixOverlapsErrF", "JS stream external del prefix overlaps"),
        ("JS_STREAM_EXTERNAL_DEL_PREFIX_OVERLAPS_ERRF", "JS stream external del prefix overlaps"),
        ("JSNotEnabledErr", "JS not enabled"),
        ("KMSInvalidStateException", "KMS invalid state"),
        ("ErrBackupGCSafepointExceeded", "Backup GC safepoint exceeded"),
        ("ErrWALCorrupt", "WAL corrupt error"),
        ("ErrPDLeaderNotFound", "PD leader not found"),
        ("SnapshotGCedAlready", "Snapshot GCed already"),
        ("FLOOD_WAIT_%d", "Flood wait d"),
        # a word alone would not be clear
        ("api_error", "API error"),
        ("internal_server_error", "Internal server error"),
        ("ThrottlingException", "Throttling error"),
        ("InternalErr", "Internal error"),
        ("DatabaseErrorException", "Database error"),
        ("error", "Error"),
        ("Err", "Error"),
        # no words
        ("4001", "4001"),
        ("-1121", "-1121"),
        ("E0308", "E0308"),
        ("2202E", "2202E"),
        ("3DS_CARDS", "3DS cards"),
        ("", ""),
        ("---", ""),
    ],
)
def test_titles_of_codes(code: str, title: str):
    assert title_of_error(derive_name(code), code) == title


def test_a_title_follows_a_name_that_the_catalog_gives():
    assert title_of_error("API_KEY_MISSING", "4001") == "API key missing"
    assert title_of_error("OrderNotFound", "4001") == "Order not found"


def test_titles_of_ids():
    assert title_of_id("rate-limit") == "Rate limit"
    assert title_of_id("api-keys") == "API keys"
    assert title_of_id("api_error") == "API error"
    assert title_of_id("how-to-handle-an-unknown-error") == "How to handle an unknown error"
    assert phrase_of_id("rate-limit") == "rate limit"
    assert phrase_of_id("api-keys") == "API keys"


def test_no_initialism_is_an_ordinary_word():
    """A title must not shout: `it`, `us` and `post` are words first."""
    ordinary = {"act", "all", "art", "as", "at", "be", "by", "can", "do", "get", "go", "has", "in", "is", "it", "me", "my",
                "no", "not", "of", "on", "or", "out", "pin", "post", "put", "rest", "so", "to", "up", "us", "was", "we"}  # fmt: skip
    assert all(title_of_id(f"x-{word}") == f"X {word}" for word in ordinary)
    assert all(word.isupper() and word.isalnum() for word in INITIALISMS)


@given(codes)
def test_a_name_is_an_identifier_everywhere_or_nothing(code: str):
    name = derive_name(code)
    assert name == "" or re.fullmatch(r"[A-Z][A-Z0-9_]*", name)
    assert not keyword.iskeyword(name)
    assert not name.endswith("_")
    assert (name == "") == (re.search("[A-Za-z0-9]", code) is None)


@given(codes)
def test_a_name_is_its_own_name(code: str):
    name = derive_name(code)
    assert derive_name(name) == name


@given(codes)
def test_the_words_of_a_code_are_those_of_its_name(code: str):
    words = words_of(code)
    assert all(re.fullmatch("[a-z0-9]+", word) for word in words)
    assert "".join(words) == re.sub("[^a-z0-9]", "", re.sub("[^A-Za-z0-9]", "", code).lower()), "no letter is lost"
    name = derive_name(code)
    if code[:1].isalpha() and code.isascii():
        assert [word for word in name.lower().split("_") if word] == words


@given(codes)
def test_a_page_follows_from_a_name(code: str):
    name = derive_name(code)
    slug = page_slug(name)
    assert slug.replace("-", "_").upper() == name
    assert derive_name(slug) == name or "__" in name, "a slug has the words of its name"


@given(codes, st.none() | names)
def test_a_title_is_one_line_without_blanks_at_its_ends(code: str, name: str | None):
    title = title_of_error(name or derive_name(code), code)
    assert bool(title) == bool(name or derive_name(code))
    if re.search("[A-Za-z]", code):
        assert title == " ".join(title.split())
        assert not title[:1].islower() or title.split()[0].rstrip("0123456789") in MIXED_CASE_WORDS


# Characters that are taken for others, such as a full-width A, are for look-alike-character to tell of.
own_codes = codes.filter(lambda code: not look_alikes(code) and not hidden_in_identifier(code))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    errors = []
    for number, code in enumerate(draw(st.lists(own_codes, max_size=8))):
        name = draw(st.none() | names)
        errors.append(
            ErrorEntry(
                Place(0, ("errors", number)),
                code,
                name or derive_name(code),
                name is not None,
                {"code": code},
                group=draw(st.sampled_from([None, "orders", "cards"])),
            )
        )
    return Catalog(errors=tuple(errors), codes=Codes(unique=draw(st.sampled_from(["catalog", "group", "none"]))))


def reported(catalog: Catalog, *rules: str):
    return [problem for rule in rules for problem in check_of(rule)(catalog, CONTEXT)]


@given(catalogs())
def test_a_catalog_that_passes_has_as_many_names_as_errors(catalog: Catalog):
    problems = reported(catalog, "name-collision", "missing-name", "duplicate-code")
    found = {error.name.lower() for error in catalog.errors}
    assert bool(problems) or ("" not in found and len(found) == len(catalog.errors))


@given(catalogs())
def test_nothing_is_reported_twice(catalog: Catalog):
    places = [problem.at.path[1] for problem in reported(catalog, "name-collision")]
    assert len(places) == len(set(places))
    first = {catalog.errors[problem.related[0].path[1]].name.lower() for problem in reported(catalog, "name-collision")}
    names = [error.name.lower() for error in catalog.errors if error.name]
    if not reported(catalog, "duplicate-code"):
        assert len(places) == len(names) - len(set(names)), "one for each error too many"
        assert len(first) == len({name for name in names if names.count(name) > 1})


@given(catalogs())
def test_the_proposed_names_are_free(catalog: Catalog):
    proposals = {problem.at.path[1]: problem.values["free"] for problem in reported(catalog, "name-collision")}
    for name in proposals.values():
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,127}", name)
    renamed = [
        error._replace(name=proposals[number], named=True) if number in proposals else error
        for number, error in enumerate(catalog.errors)
    ]
    assert reported(catalog._replace(errors=tuple(renamed)), "name-collision") == []
