"""OpenAPI: it describes what is served, and what is served keeps to it (schemathesis, a few examples each)."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tidegauge.views.web.openapi import description
from tidegauge.views.web.rest import addresses
from tidegauge.views.web.settings import Limits

LIBRARY = ("baseline", "rmp_45bn")
HELD = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)
SLOW = ("/search", "/compare", "/hindcast", "/sensitivity", "/forecast", "/simulate", "/replay", "/fit")
"""Addresses whose answers take seconds; `bench/serve_fuzz.py` asks them too."""


def test_it_describes_every_address_and_every_parameter() -> None:
    told = description(Limits(), LIBRARY)
    for address in addresses():
        if address.is_got:
            said = {one["name"]: one for one in told["paths"][address.path]["get"]["parameters"]}
            assert set(said) == {row.name for row in address.parameters} | {"lang", "format"}
            assert all(one["description"] for one in said.values())
        if address.is_posted:
            body = told["paths"][address.base]["post"]["requestBody"]["content"]["application/json"]["schema"]
            assert set(body["properties"]) == {row.name for row in address.parameters} | {"lang"}


def test_jobs_are_described_with_their_language_form_and_purpose() -> None:
    paths = description(Limits(), LIBRARY)["paths"]
    jobs = {path: told for path, told in paths.items() if path.startswith("/api/v1/jobs/")}
    assert all(told["summary"] for path in jobs.values() for told in path.values())
    assert all(
        "lang" in {one["name"] for one in told["parameters"]} for path in jobs.values() for told in path.values()
    )
    answer = jobs["/api/v1/jobs/{job}/answer"]["get"]
    assert "format" in {one["name"] for one in answer["parameters"]}
    assert "text/csv; charset=utf-8" in answer["responses"]["200"]["content"]


def test_nothing_is_offered_that_names_a_file_of_this_machine() -> None:
    paths = description(Limits(), LIBRARY)["paths"]
    assert "overwrite" not in {one["name"] for one in paths["/api/v1/fit"]["get"]["parameters"]}
    got = [one for path in paths.values() if "get" in path for one in path["get"]["parameters"]]
    assert [one["description"] for one in got if ".toml file" in one.get("description", "")] == []


def test_bounds_choices_and_defaults_are_those_of_the_table() -> None:
    paths = description(Limits(), LIBRARY)["paths"]
    weeks = next(one for one in paths["/api/v1/drain"]["get"]["parameters"] if one["name"] == "weeks")
    assert weeks["schema"] == {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1}
    flows = next(one for one in paths["/api/v1/hindcast"]["get"]["parameters"] if one["name"] == "flows")
    assert (flows["schema"]["enum"], flows["schema"]["default"]) == (["observed", "forecast"], "observed")


@pytest.fixture(scope="module")
def described(client: httpx.Client) -> Any:
    """Return the description as schemathesis reads it from a server."""
    return schemathesis.openapi.from_url(f"{client.base_url}/api/v1/openapi.json")


@pytest.mark.parametrize("mode", GenerationMode)
def test_what_is_served_keeps_to_it(described: Any, mode: GenerationMode) -> None:
    asked = []
    for found in described.get_all_operations():
        operation = found.ok()
        if any(part in operation.path for part in SLOW):
            continue
        asked.append(operation.path)

        @settings(max_examples=2, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps(case: Any) -> None:
            case.call_and_validate(checks=HELD)

        keeps()
    assert len(asked) > 20
