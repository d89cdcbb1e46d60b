"""What people paste into a decoder, and the first result: the card of a code, the page of a status, or nothing."""

from __future__ import annotations

import json
from typing import Any


def _sent(code: str, message: str = "x") -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def _recorded(*responses: dict[str, Any]) -> str:
    return json.dumps({"log": {"version": "1.2", "entries": [{"response": response} for response in responses]}})


_QUOTA = {
    "error": {
        "message": "You exceeded your current quota, please check your plan and billing details.",
        "type": "insufficient_quota",
        "param": None,
        "code": "insufficient_quota",
    }
}
_FASTAPI_1 = {"detail": [{"loc": ["body", "prompt"], "msg": "field required", "type": "value_error.missing"}]}
_FASTAPI_2 = {"detail": [{"type": "missing", "loc": ["body", "prompt"], "msg": "Field required", "input": {}}]}

ROWS = [
    ("openai", f"openai.RateLimitError: Error code: 429 - {_QUOTA}", "card:too_many_requests"),
    ("openai", "Error code: 429 - " + json.dumps(_QUOTA), "card:too_many_requests"),
    ("inference", f"Error code: 429 - {_QUOTA}", "429"),
    ("musicgpt", f"Error code: 429 - {_QUOTA}", "card:429"),
    ("musicgpt", json.dumps(_FASTAPI_1), "card:422"),
    ("musicgpt", json.dumps(_FASTAPI_2), "card:422"),
    ("inference", json.dumps(_FASTAPI_1), ""),
    ("openai", json.dumps(_FASTAPI_1), ""),
    ("spotflow", json.dumps(_FASTAPI_2), ""),
    ("inference", "HTTP 403 Forbidden", "403"),
    ("openai", "HTTP 403 Forbidden", "card:forbidden"),
    ("musicgpt", "HTTP 403 Forbidden", "card:403"),
    (
        "inference",
        "HTTP/1.1 429 Too Many Requests\nRetry-After: 17\n\n" + json.dumps(_sent("RATE_LIMIT_EXCEEDED")),
        "card:RATE_LIMIT_EXCEEDED",
    ),
    ("inference", "HTTP/2 429\ncontent-type: application/json\n\n{}", "429"),
    ("inference", "< HTTP/1.1 404 Not Found\n< date: x\n", "404"),
    (
        "openai",
        "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://api.openai.com/v1/x",
        "card:not_found",
    ),
    (
        "openai",
        "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://api.openai.com/v1/models'",
        "card:unauthorized",
    ),
    (
        "openai",
        "aiohttp.client_exceptions.ClientResponseError: 429, message='Too Many Requests', url=URL('https://x.y')",
        "card:too_many_requests",
    ),
    ("inference", "AxiosError: Request failed with status code 503", "503"),
    ("openai", "AxiosError: Request failed with status code 403", "card:forbidden"),
    (
        "inference",
        "Error: 429 status code (no body)\n    at APIError.generate (file:///app/node_modules/openai/error.mjs:63:20)",
        "429",
    ),
    (
        "inference",
        "{ status: 429, headers: { 'x-request-id': 'req_1' }, error: { code: 'RATE_LIMIT_EXCEEDED', message: 'x' } }",
        "card:RATE_LIMIT_EXCEEDED",
    ),
    ("inference", "panic: unexpected status: 503 Service Unavailable", "503"),
    (
        "inference",
        'POST "https://api.example.com/v1/chat": 403 Forbidden {"error":{"code":"QUOTA_EXCEEDED","message":"Monthly quota exceeded"}}',
        "card:QUOTA_EXCEEDED",
    ),
    (
        "openai",
        "org.springframework.web.client.HttpClientErrorException$TooManyRequests: 429 Too Many Requests: [no body]",
        "card:too_many_requests",
    ),
    (
        "inference",
        "java.io.IOException: Server returned HTTP response code: 403 for URL: https://api.example.com/v1",
        "403",
    ),
    (
        "inference",
        "System.Net.Http.HttpRequestException: Response status code does not indicate success: 429 (Too Many Requests).",
        "429",
    ),
    (
        "inference",
        _recorded({"status": 429, "content": {"text": json.dumps(_sent("RATE_LIMIT_EXCEEDED"))}}),
        "card:RATE_LIMIT_EXCEEDED",
    ),
    ("inference", _recorded({"status": 200, "statusText": "OK"}, {"status": 403, "statusText": "Forbidden"}), "403"),
    ("inference", json.dumps(_sent("INVALID_API_KEY", "The provided API key is invalid")), "card:INVALID_API_KEY"),
    (
        "inference",
        "{'error': {'code': 'INVALID_API_KEY', 'message': \"it's wrong\", 'details': None, 'ok': False}}",
        "card:INVALID_API_KEY",
    ),
    (
        "inference",
        "2026-01-01T00:00:00Z ERROR api request failed code=OVERLOADED status=503 took=404ms",
        "card:OVERLOADED",
    ),
    ("inference", '10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "POST /v1/chat HTTP/1.1" 429 162 "-" "curl/8"', "429"),
    ("inference", '"{\\"error\\":{\\"code\\":\\"OVERLOADED\\",\\"message\\":\\"x\\"}}"', "card:OVERLOADED"),
    ("inference", "overloaded", "card:OVERLOADED"),
    ("inference", "rate-limit-exceeded", "card:RATE_LIMIT_EXCEEDED"),
    ("inference", "RateLimitExceeded", "card:RATE_LIMIT_EXCEEDED"),
    ("inference", "429", "429"),
    ("musicgpt", "429", "card:429"),
    ("musicgpt", "402", "card:402"),
    ("openai", "429", "card:too_many_requests"),
    ("openai", "Too Many Requests", "card:too_many_requests"),
    ("inference", "Too Many Requests", "429"),
    (
        "inference",
        "<html>\n<head><title>403 Forbidden</title></head>\n<body>\n<center><h1>403 Forbidden</h1></center>\n<hr><center>nginx/1.25</center>\n</body></html>",
        "403",
    ),
    ("inference", "<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>", "503"),
    (
        "openai",
        "<!DOCTYPE html><title>Error 502 (Server Error)!!1</title><p><b>502.</b> The server encountered a temporary error",
        "card:server_error",
    ),
    ("spotflow", '{"status":false,"message":"x","code":"rate_limit_exceeded"}', "card:rate_limit_exceeded"),
    ("spotflow", "error: rate_limit_exceeded", "card:rate_limit_exceeded"),
    ("openai", '{"error":{"message":"x","type":"forbidden","code":"forbidden"}}', "card:forbidden"),
    ("spawn", '{"error":"unauthorized"}', "card:unauthorized"),
    ("spawn", "Status: 404 Not Found", "card:not_found"),
    ("spawn", "HTTP status 400", "card:bad_request"),
    # nothing: other APIs, and words of a sentence
    ("openai", "the user is forbidden from entering, and unauthorized too", ""),
    ("inference", "the server was overloaded yesterday", ""),
    ("inference", "request error message invalid timeout", ""),
    ("inference", "model", ""),
    ("inference", "error", ""),
    ("inference", "took 404 ms, user 4290", ""),
    ("inference", "listening on port 503, 429 users online", ""),
    (
        "inference",
        '{"error":{"message":"No such customer: cus_x","param":"customer","type":"invalid_request_error","code":"resource_missing"}}',
        "",
    ),
    (
        "spotflow",
        '{"error":{"message":"No such customer","type":"invalid_request_error","code":"resource_missing"}}',
        "",
    ),
    ("inference", '{"errorCode":"E-17","errorSummary":"Session expired"}', ""),
    ("inference", '{"data":{"id":1,"name":"alpha"},"ok":true}', ""),
    ("musicgpt", '{"items":[1,2,402,404,500]}', ""),
    ("musicgpt", '{"balance": 402, "currency": "EUR"}', ""),
    ("openai", '{"__type":"ThrottlingException","message":"Rate exceeded"}', ""),
    (
        "inference",
        "Traceback (most recent call last):\n  File \"a.py\", line 429, in <module>\nKeyError: 'message'",
        "",
    ),
    ("inference", "connect ECONNREFUSED 127.0.0.1:443", ""),
    ("inference", "lorem ipsum dolor sit amet", ""),
    ("inference", "2026-04-29 12:00:00 INFO started worker 403 in 500 ms", ""),
    ("musicgpt", "order 402 shipped to room 404", ""),
]
