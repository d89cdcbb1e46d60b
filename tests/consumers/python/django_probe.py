"""Views of Django and of Django REST framework that fail in every way. Their modules are built before a server starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import probe_errors as errors
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseServerError,
    StreamingHttpResponse,
)
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

HIDDEN = "hunter2"
EXCEPTIONS: dict[str, Callable[[], Exception]] = {
    "order": lambda: errors.OrderNotFoundError(order_id="ord_9"),
    "wait": lambda: errors.RateLimitExceededError(retry_after=7),
    "bug": lambda: RuntimeError(HIDDEN),
    "404": lambda: Http404(HIDDEN),
    "403": lambda: PermissionDenied(HIDDEN),
    "400": lambda: BadRequest("not good"),
    "suspicious": lambda: SuspiciousOperation("not good"),
    "invalid": lambda: ValidationError({"sku": ["Too short."], "__all__": ["Not sold together."]}),
    "invalid-all": lambda: ValidationError("Not sold together."),
}


def exception(kind: str) -> Exception:
    return EXCEPTIONS[kind]()


def view(_request: HttpRequest, kind: str) -> HttpResponse:
    raise exception(kind)


async def async_view(_request: HttpRequest, kind: str) -> HttpResponse:
    await asyncio.sleep(0)
    raise exception(kind)


def stream(_request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"a", b"b"]))


async def async_stream(_request: HttpRequest) -> StreamingHttpResponse:
    async def parts() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    return StreamingHttpResponse(parts())


@csrf_exempt
@require_GET
def fine(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse("fine")
    response.set_cookie("seen", "1")
    return response


def failing_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], object]:
    """Middleware after ours that raises, for some paths."""

    def middleware(request: HttpRequest) -> object:
        kind = request.path.removeprefix("/middleware/")
        if kind in EXCEPTIONS:
            raise exception(kind)
        return get_response(request)

    return middleware


urlpatterns = [
    path("raise/<kind>", view),
    path("async/<kind>", async_view),
    path("stream", stream),
    path("async-stream", async_stream),
    path("fine", fine),
    path("own/404", lambda _: HttpResponseNotFound("own")),
    path("own/500", lambda _: HttpResponseServerError("own")),
    path("guarded", lambda _: HttpResponse("fine")),
]
