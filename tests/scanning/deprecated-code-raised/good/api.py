from shop import ApiError


def find(order, card):
    if order is None:
        raise ApiError(code="order_not_found", status=404)
    raise ApiError(code="card_declined", status=402)
