package shop

func find(order *Order) error {
	if order == nil {
		return &APIError{Code: "order_not_found", Status: http.StatusNotFound}
	}
	if order.Cart == nil {
		return &APIError{Code: "cart_gone"}
	}
	return &APIError{Code: "card_declined"}
}
