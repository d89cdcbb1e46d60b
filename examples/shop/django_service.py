"""The shop in Django, with Django REST framework and drf-spectacular. Three lines connect the errors; they are marked.

Build the errors and run it:

    errcat build
    DJANGO_SETTINGS_MODULE=django_settings python -m waitress --call django.core.wsgi:get_wsgi_application
"""

from __future__ import annotations

from django.urls import path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from errors import NotAuthenticatedError, OrderNotFoundError, OutOfStockError, RateLimitExceededError
from errors_django import responses  # 3
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class Item(serializers.Serializer):
    sku = serializers.CharField()
    quantity = serializers.IntegerField(min_value=1)


class Order(serializers.Serializer):
    id = serializers.CharField(read_only=True)
    items = Item(many=True)


class OrderView(APIView):
    @extend_schema(responses={200: Order, **responses(OrderNotFoundError)})
    def get(self, _request: Request, order_id: str) -> Response:
        if order_id != "ord_1":
            raise OrderNotFoundError(order_id=order_id)
        return Response({"id": order_id, "items": [{"sku": "mug-blue", "quantity": 1}]})


class OrdersView(APIView):
    @extend_schema(
        request=Order,
        responses={
            201: Order,
            **responses(NotAuthenticatedError, OutOfStockError, RateLimitExceededError),
        },
    )
    def post(self, request: Request) -> Response:
        if "Authorization" not in request.headers:
            raise NotAuthenticatedError
        order = Order(data=request.data)
        order.is_valid(raise_exception=True)
        for item in order.validated_data["items"]:
            if item["quantity"] == 3:
                raise OutOfStockError(sku=item["sku"], available=2, requested=3)
            if item["quantity"] == 4:
                raise RateLimitExceededError(retry_after=30)
        return Response({"id": "ord_2", **order.validated_data}, status=201)


class TotalView(APIView):
    @extend_schema(responses={200: dict})
    def get(self, _request: Request) -> Response:
        return Response({"cents": {"mug-blue": 1200}["mug-red"]})  # a bug: KeyError


urlpatterns = [
    path("orders", OrdersView.as_view()),
    path("orders/<str:order_id>", OrderView.as_view()),
    path("total", TotalView.as_view()),
    path("openapi.json", SpectacularJSONAPIView.as_view()),
]
