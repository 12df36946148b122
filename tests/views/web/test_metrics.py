"""Metrics: what Prometheus reads, with names that no caller can add to."""

import httpx
from tests.views.web.conftest import Serve


def test_requests_jobs_answers_and_generation_are_counted(client: httpx.Client) -> None:
    client.get("/api/v1/drain?weeks=3")
    client.get("/api/v1/series/show/soffr")
    told = client.get("/metrics").text
    assert 'tidegauge_requests_total{method="GET",route="/api/v1/drain",status="200"}' in told
    assert 'tidegauge_requests_total{method="GET",route="/api/v1/series/show/{series}",status="404"}' in told
    assert 'tidegauge_request_seconds_bucket{le="0.1",route="/api/v1/drain"}' in told
    assert 'tidegauge_jobs{state="waiting"} 0.0' in told
    assert 'tidegauge_store_generation{generation="bundled-' in told
    assert "tidegauge_answers_kept" in told


def test_an_address_that_does_not_exist_adds_no_name(serve: Serve) -> None:
    client = serve()
    for n in range(20):
        client.request("BREW", f"/nowhere/{n}")
    told = client.get("/metrics").text
    assert "nowhere" not in told
    assert 'tidegauge_requests_total{method="OTHER",route="none",status="404"} 20.0' in told
