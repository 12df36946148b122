"""A request that the server does not answer, and a server that cannot start."""

from tidegauge.errors.base import TidegaugeError
from tidegauge.errors.call import UsageError


class RequestError(TidegaugeError):
    """A request that cannot be read; `detail` says why."""

    code = "request"
    exit_code = 2
    status = 400
    message = "The request cannot be read: {detail}."
    hint = "/api/v1/openapi.json says what each address takes."


class NothingThere(RequestError):
    """An address at which there is nothing; `nearest` is the closest at which a question is answered."""

    code = "nothing_there"
    status = 404
    message = "There is nothing at {address}."
    hint = "Did you mean {nearest}? /api/v1/openapi.json lists every question."
    hint_alone = "/api/v1/openapi.json lists every question; the page is at /."


class MethodNotTaken(RequestError):
    """A method that an address does not take."""

    code = "method_not_taken"
    status = 405
    message = "{address} does not take {method}."
    hint = "/api/v1/openapi.json says what each address takes."


class NoSuchJob(RequestError):
    """A job that never was, or was forgotten."""

    code = "no_such_job"
    status = 404
    message = "There is no such job."
    hint = "A finished job is forgotten after {minutes} minutes; post the question again."


class TokenMissing(RequestError):
    """The request does not carry the token of this server."""

    code = "token_missing"
    status = 401
    message = "This server answers only to its token."
    hint = "Send it as `Authorization: Bearer TOKEN`, or open the page once with ?token=TOKEN."


class WrongHost(RequestError):
    """The request was meant for another host: a page elsewhere may be trying to read this server."""

    code = "wrong_host"
    status = 421
    message = "This server does not go by that host name."
    hint = "Open it at the address it printed when it started."


class ForeignPage(RequestError):
    """A page of another site sends something here through the reader's browser."""

    code = "foreign_page"
    status = 403
    message = "A page of another site may send nothing to this server."
    hint = "Send it from the page of this server, or without a browser."


class RequestTooLarge(RequestError):
    """A body beyond the limit, or one that is too slow to come."""

    code = "request_too_large"
    status = 413
    message = "The request is too large or too slow: {limit} is the limit."
    hint = "Send less."


class AddressTooLong(RequestError):
    """An address beyond the limit."""

    code = "address_too_long"
    status = 414
    message = "The address is longer than {limit} characters."
    hint = "Put long parameters into the body of a POST."


class BodyNotJson(RequestError):
    """A body that is not declared as JSON."""

    code = "body_not_json"
    status = 415
    message = "A body must be JSON."
    hint = "Send `Content-Type: application/json`."


class TooManyRequests(RequestError):
    """One client asks more often than is answered."""

    code = "too_many_requests"
    status = 429
    message = "Requests come faster than they are answered."
    hint = "Ask again in {seconds} s."


class Busy(RequestError):
    """Nothing is wrong with the request, but there is no room for it now."""

    code = "busy"
    exit_code = 3
    status = 503
    message = "There is no room for this at the moment: {detail}."
    hint = "Ask again in {seconds} s."


class CannotListen(UsageError):
    """The server cannot start where it was told to."""

    code = "cannot_listen"
    exit_code = 3
    status = 500
    message = "Nothing can be served at {host}:{port}: {detail}."
    hint = "Choose another place with --host and --port."
