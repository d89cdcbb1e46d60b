from shop import ApiError


def find(order, kind):
    if order is None:
        raise ApiError(code="order_not_found", status=404)
    if kind:
        raise ApiError(code=f"{kind}_not_found")
    raise ApiError(code="card_declined", status=402)
