export function find(order?: Order) {
  throw new ApiError({ code: "order_not_found", message: "There is no such order" });
}

export const declined = new ApiError({ code: "card_declined", message: "The card was declined" });

export function (((
