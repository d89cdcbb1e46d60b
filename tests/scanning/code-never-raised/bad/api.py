from shop import ApiError


def find(error):
    if error.code == "card_declined":
        raise ApiError(code="order_not_found", status=404)
