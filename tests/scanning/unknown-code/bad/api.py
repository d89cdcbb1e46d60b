from shop import ApiError


def find(order, card):
    if order is None:
        raise ApiError(code="order_not_fuond", status=404)
    raise ApiError(code="card_declined", status=402)


def handle(body):
    return body["error"]["code"] == "order_vanished"


found = ApiError(code="order_not_found", status=404)
