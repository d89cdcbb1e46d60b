package shop;

class Api {
  Object find(Order order) {
    if (order.isEmpty()) {
      throw new ApiException("card_declined", 402, "The card was declined");
    }
    return ResponseEntity.status(HttpStatus.BAD_REQUEST)
        .body(Map.of("error", Map.of("code", "order_not_found", "message", "There is no such order")));
  }
}
