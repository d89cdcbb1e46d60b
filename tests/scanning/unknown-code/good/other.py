def save(money, log):
    log.info("something_else", extra={"currency": {"code": "USD"}})
    try:
        open("x")
    except OSError as error:
        if error.code == "ENOENT":
            raise ValueError("bad_value") from error
    money.button(type="submit", code="de-CH")
