"""OpenAPI: what every address takes and gives, written from the table of questions."""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from tidegauge.errors import RequestError
from tidegauge.questions.registry import Parameter
from tidegauge.views import spoken
from tidegauge.views.web.answer_schemas import answer_of
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.jobs import OVER, STATES
from tidegauge.views.web.rest import ENDINGS, ROOT, Address, addresses, in_path
from tidegauge.views.web.sent import KINDS, as_json
from tidegauge.views.web.settings import Limits
from tidegauge.words import LANGUAGES, by_face, text

JSON = "application/json"
PLACE = f"{ROOT}/openapi.json"
DAY = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = rf"^{DAY}([T ]{CLOCK}(:[0-5][0-9](\.[0-9]{{1,6}})?)?(Z|[+-]{CLOCK})?)?$"
REFUSED = (400, 401, 403, 404, 405, 413, 414, 415, 421, 422, 429, 500, 503)
EXAMPLES: dict[str, object] = {
    "event": "tax_receipt_from_deposits",
    "series": "sofr",
    "episode": "rebuild_2025",
    "lever": "reserve_purchases",
    "target": "median(reserves_usd) > 2.9tn at 20",
    "amount": "100bn",
}
TEXT_MAX = 200
TEXTS_MAX = 100
PASTED_MAX = 900_000
JOB = {"name": "job", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 64}}


def router(answers: Answers) -> APIRouter:
    """Return the route of the description."""
    routes = APIRouter(include_in_schema=False)
    written: list[bytes] = []

    @routes.get(PLACE)
    def described() -> Response:
        if not written:
            cards = answers.ask("scenario.list").answer
            written.append(as_json(description(answers.limits, tuple(card.name for card in cards))))
        return Response(written[0], media_type=JSON, headers={"Cache-Control": "no-cache"})

    return routes


def description(limits: Limits, scenarios: tuple[str, ...]) -> dict[str, Any]:
    """Return the whole description; `scenarios` are the names of the library.

    >>> "/api/v1/ledger/explain/{event}" in description(Limits(), ("baseline",))["paths"]
    True
    """
    paths: dict[str, Any] = {}
    schemas = {"Answer": _envelope(), "Failure": _failure(), "Job": _job(), "Pasted": _pasted()}
    schemas["Scenario"] = {"type": "string", "enum": list(scenarios)}
    for address in addresses():
        schemas[answered(address)] = _answered(address.question.name, schemas)
        if address.is_got:
            paths.setdefault(address.path, {})["get"] = _got(address)
        if address.is_posted:
            paths.setdefault(address.base, {})["post"] = _posted(address)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tidegauge", "version": version("tidegauge"), "description": _about(limits)},
        "paths": paths | _jobs(),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _about(limits: Limits) -> str:
    """Return what everything has in common: units, and how much is taken at once."""
    facts = {
        "now": f"{limits.path_days_now:,}",
        "most": f"{limits.path_days:,}",
        "minutes": limits.job_kept_seconds / 60,
    }
    return f"{text('web_server.api', 'en')} {text('web_server.limits', 'en', **facts)}"


def _got(address: Address) -> dict[str, Any]:
    question = address.question
    said = [_parameter(parameter) for parameter in address.parameters]
    return {
        "operationId": question.name,
        "summary": text(f"cli.question.{question.name}", "en"),
        "parameters": [*said, _language(), _form()],
        "responses": {"200": _given(answered(address)), "304": {"description": "Not modified"}, **_refusals()},
    }


def _posted(address: Address) -> dict[str, Any]:
    question = address.question
    fields = {parameter.name: _field(parameter) for parameter in address.parameters}
    body = {
        "type": "object",
        "properties": fields | {"lang": _language()["schema"]},
        "required": [parameter.name for parameter in address.parameters if parameter.required],
        "additionalProperties": False,
    }
    given = {"202": _gives("Job", within="job")} if question.is_long else {"200": _gives(answered(address))}
    return {
        "operationId": f"{question.name}.post",
        "summary": text(f"cli.question.{question.name}", "en"),
        "requestBody": {"required": True, "content": {JSON: {"schema": body}}},
        "responses": given | _refusals(),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter of an address."""
    place = "path" if in_path(parameter) else "query"
    shown: dict[str, Any] = {"name": parameter.name, "in": place, "required": parameter.required}
    shown |= {"description": _help(parameter), "schema": _schema(parameter)}
    if parameter.kind in spoken.MANY:
        shown |= {"style": "form", "explode": True}
    return shown


def _field(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter as a field of a body, where text may be pasted."""
    schema = _schema(parameter)
    pasted = {"$ref": "#/components/schemas/Pasted"}
    if parameter.kind == "file":
        schema = pasted
    elif parameter.kind in ENDINGS:
        schema = {"anyOf": [schema, pasted]}
    return schema | {"description": _help(parameter)}


def _help(parameter: Parameter) -> str:
    return text(by_face(f"cli.parameter.{parameter.words or parameter.name}", "en", "rest"), "en")


def _schema(parameter: Parameter) -> dict[str, Any]:
    """Return what a parameter may be, with its bounds, choices and default."""
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": TEXT_MAX}
    match parameter.kind:
        case "count":
            schema = {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
        case "moment":
            schema = {"type": "string", "pattern": MOMENT}
        case "date":
            schema = {"type": "string", "format": "date"}
        case "switch":
            schema = {"type": "boolean"}
        case "scenario":
            schema = {"$ref": "#/components/schemas/Scenario"}
        case "texts" | "keys":
            schema = {"type": "array", "items": schema, "maxItems": TEXTS_MAX}
    if parameter.name in EXAMPLES and parameter.kind in ("text", "amount"):
        schema["examples"] = [EXAMPLES[parameter.name]]
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.default is not None and not parameter.required:
        default = parameter.default
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return schema


def _language() -> dict[str, Any]:
    schema = {"type": "string", "enum": list(LANGUAGES), "default": "en"}
    return {"name": "lang", "in": "query", "description": text("web_server.option.lang", "en"), "schema": schema}


def _form() -> dict[str, Any]:
    schema = {"type": "string", "enum": list(KINDS), "default": "json"}
    return {"name": "format", "in": "query", "description": text("web_server.option.format", "en"), "schema": schema}


def _given(schema: str) -> dict[str, Any]:
    """Return an answer in every form it can have."""
    return _in_every_form(_gives(schema))


def _in_every_form(answer: dict[str, Any]) -> dict[str, Any]:
    """Return a response in JSON with the other forms beside it."""
    answer["content"] |= {kind: {"schema": {"type": "string"}} for form, kind in KINDS.items() if form != "json"}
    return answer


def _gives(schema: str, within: str = "") -> dict[str, Any]:
    """Return a response that holds a schema, by itself or under a name."""
    held = _reference(schema)
    return _shown(schema, _object({within: held}) if within else held)


def _shown(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": what, "content": {JSON: {"schema": schema}}}


def _reference(schema: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _refusals() -> dict[str, Any]:
    return {str(status): _gives("Failure") for status in REFUSED}


def _jobs() -> dict[str, Any]:
    """Return the addresses of jobs."""
    one = {"parameters": [JOB, _language()], "responses": {"200": _gives("Job", within="job"), **_refusals()}}
    event = _object({"event": {"enum": ["progress", *OVER]}, "data": {"type": "string"}})
    stream = {"description": "Job", "content": {"text/event-stream": {"schema": event}}}
    every = {"anyOf": [_reference(answered(address)) for address in addresses() if address.question.is_long]}
    answer = {"200": _in_every_form(_shown("Answer", every)), "202": _gives("Job", within="job"), **_refusals()}
    base = f"{ROOT}/jobs/{{job}}"
    return {
        base: {"get": _operation("look", one), "delete": _operation("cancel", one)},
        f"{base}/answer": {
            "get": _operation("answer", {"parameters": [JOB, _language(), _form()], "responses": answer})
        },
        f"{base}/events": {"get": _operation("events", one | {"responses": {"200": stream, **_refusals()}})},
    }


def _operation(does: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return what is done with a job."""
    return {"operationId": f"job.{does}", "summary": text(f"web_server.job.{does}", "en"), **told}


def _object(required: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the schema of an object with fields that are always there, and some that may be."""
    return {"type": "object", "properties": required | (more or {}), "required": list(required)}


def _envelope() -> dict[str, Any]:
    """Return the shape of every answer."""
    words, moment = {"type": "string"}, {"type": "string", "format": "date-time"}
    source = _object({"series": words, "publisher": words, "period": words, "known_at": moment, "known_by": words})
    finding = _object({"check": words, "subject": words, "severity": {"enum": ["note", "warning", "error"]}})
    return _object(
        {
            "schema_version": {"type": "integer"},
            "question": words,
            "as_of": moment,
            "data_as_of": {"type": ["string", "null"], "format": "date"},
            "answer": {"type": ["object", "array"]},
            "units": {"type": "object", "additionalProperties": words},
            "sources": {"type": "array", "items": source},
            "findings": {"type": "array", "items": finding},
        }
    )


def answered(address: Address) -> str:
    """Return the name of the schema of what an address answers.

    >>> [answered(one) for one in addresses() if one.question.name == "forecast.net_liquidity"]
    ['ForecastNetLiquidityReply']
    """
    parts = address.question.name.replace("_", ".").split(".")
    return "".join(part.capitalize() for part in parts) + "Reply"


def _answered(question: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the envelope of one question's answer."""
    own = {"question": {"const": question}, "answer": answer_of(question, schemas)}
    return {"allOf": [_reference("Answer"), {"type": "object", "properties": own}]}


def _failure() -> dict[str, Any]:
    words = {"type": "string"}
    said = _object({"code": words, "message": words, "hint": words, "facts": {"type": "object"}})
    return {"description": RequestError.__doc__, **_object({"error": said})}


def _job() -> dict[str, Any]:
    words, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    error = _object({"code": words, "message": words})
    return _object(
        {"id": words, "question": words, "state": {"enum": list(STATES)}, "what": words, "done": count}
        | {"total": count, "url": words, "events": words, "answer": words},
        {"error": error},
    )


def _pasted() -> dict[str, Any]:
    name = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,55}\\.(toml|csv)$"}
    return {
        **_object({"name": name, "text": {"type": "string", "maxLength": PASTED_MAX}}),
        "additionalProperties": False,
    }
