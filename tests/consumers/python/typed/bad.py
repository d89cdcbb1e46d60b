"""A program with a mistake on each line that has a comment. Type checkers find each one, and nothing else."""

from shipping import ApiError, BadCardError, Category, OddDetailsError, Retry, ShipmentNotFoundError

from golden import ErrorCode, ParcelNotFoundError

ParcelNotFoundError(place="Bern")  # a param is missing
ParcelNotFoundError(parcel_id=1, place="Bern")  # a param of another type
ParcelNotFoundError(parcel_id="1", place="Rome")  # a value that it can't have
ParcelNotFoundError(parcel_id="1", place="Bern", colour="red")  # no such param
ParcelNotFoundError(parcel_id="1", place="Bern", reqest_id="r")  # no such argument
ErrorCode.PARCEL_NOT_FUOND  # no such code
status: str = ErrorCode.PARCEL_NOT_FOUND.status  # another type
ErrorCode.by_nmber(7)  # no such function
ErrorCode.by_number("7")  # a number is no text
ErrorCode.by_status("404")  # nor is a status
ErrorCode.PARCEL_NOT_FOUND.error(reqest_id="r")  # no such argument
BadCardError(details={"reason": "stolen", "trees": 3})  # no such key
BadCardError(details={"reason": "lost"})  # a value that it can't have
BadCardError(details={"tries": 3})  # a key is missing
BadCardError(details={"reason": "stolen", "steps": [{"name": "a", "next": {"nam": "b"}}]})  # no such key, deep inside
OddDetailsError(details={"odd_key": "x", "class": 1})  # no such key
ShipmentNotFoundError(shipment_id="s", since=3)  # no time
found: int = ShipmentNotFoundError(shipment_id="s").shipment_id  # another type
wrong: bool = ShipmentNotFoundError.status == 404 and ShipmentNotFoundError.sttus  # no such attribute
Retry("nver")  # no such strategy
Retry("never").after = 3  # it can't change
Category.FX  # no such category
body: int = ApiError.from_response(404).to_response(locale=3)  # no text
