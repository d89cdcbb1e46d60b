import { ApiError } from "shop";

export function find(order?: Order) {
  if (!order) throw new ApiError("order_not_found", { status: 404 });
  throw new ApiError("order_lost");
}

export const declined = new ApiError("card_declined");
