"""Views of Django REST framework that fail in every way, next to those of Django."""

from __future__ import annotations

import django_probe
import probe_errors as errors
from django.urls import path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from probe_django import responses
from rest_framework import exceptions, serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class Conflict(exceptions.APIException):
    status_code = 409
    default_detail = "Conflict."


EXCEPTIONS = {
    **django_probe.EXCEPTIONS,
    "not-found": exceptions.NotFound,
    "own-text": lambda: exceptions.NotFound("No such mug."),
    "conflict": Conflict,
    "failure": lambda: exceptions.APIException(django_probe.HIDDEN),
}


class Item(serializers.Serializer):
    sku = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField(max_length=2), required=False)


class Order(serializers.Serializer):
    name = serializers.CharField()
    items = Item(many=True)

    def validate(self, order: dict[str, object]) -> dict[str, object]:
        if order["name"] == "nobody":
            raise serializers.ValidationError("This order is for nobody.")
        return order


class Raise(APIView):
    authentication_classes = ()

    @extend_schema(responses={200: Order, **responses(errors.OrderNotFoundError, "route_not_found")})
    def get(self, _request: Request, kind: str) -> Response:
        make = EXCEPTIONS[kind]
        raise make()


class Orders(APIView):
    authentication_classes = ()

    @extend_schema(request=Order, responses={201: Order, **responses("out_of_stock", "rate_limit_exceeded")})
    def post(self, request: Request) -> Response:
        order = Order(data=request.data, many=isinstance(request.data, list))
        order.is_valid(raise_exception=True)
        return Response({}, status=201)


class Private(APIView):
    authentication_classes = (BasicAuthentication,)
    permission_classes = (IsAuthenticated,)

    def get(self, _request: Request) -> Response:
        return Response({})


class Admin(APIView):
    authentication_classes = ()
    permission_classes = (IsAdminUser,)

    def get(self, _request: Request) -> Response:
        return Response({})


class Once(SimpleRateThrottle):
    rate = "1/day"

    def get_cache_key(self, _request: Request, _view: APIView) -> str:
        return "once"


class Throttled(APIView):
    authentication_classes = ()
    throttle_classes = (Once,)

    def get(self, _request: Request) -> Response:
        return Response({})


urlpatterns = [
    *django_probe.urlpatterns,
    path("rest/raise/<str:kind>", Raise.as_view()),
    path("rest/orders", Orders.as_view()),
    path("rest/private", Private.as_view()),
    path("rest/admin", Admin.as_view()),
    path("rest/throttled", Throttled.as_view()),
    path("openapi.json", SpectacularJSONAPIView.as_view()),
]
