"""Metrics of the server in the text format of Prometheus: requests, times, jobs, answers kept, the store read."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
UNROUTED = "none"


class Metrics:
    """What one server counts; routes are named by their pattern, so that no caller can add a name."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        into = self._registry
        self._requests = Counter(
            "tidegauge_requests", "Requests answered.", ("method", "route", "status"), registry=into
        )
        self._seconds = Histogram(
            "tidegauge_request_seconds", "Time to answer.", ("route",), buckets=SECONDS, registry=into
        )
        self._bytes = Counter("tidegauge_response_bytes", "Bytes sent.", ("route",), registry=into)
        self._under_way = Gauge("tidegauge_requests_under_way", "Requests being answered.", registry=into)
        self._jobs = Gauge("tidegauge_jobs", "Jobs by state.", ("state",), registry=into)
        self._answers = Gauge("tidegauge_answers_kept", "Answers kept in memory.", registry=into)
        self._store = Gauge(
            "tidegauge_store_generation", "1 for the generation that is read.", ("generation",), registry=into
        )

    def began(self) -> None:
        """Count a request that has come."""
        self._under_way.inc()

    def ended(self, method: str, route: str, status: int, seconds: float, n_bytes: int) -> None:
        """Count a request that was answered."""
        self._under_way.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._bytes.labels(route).inc(n_bytes)

    def text(self, jobs: dict[str, int], answers: int, generation: str) -> bytes:
        """Return everything as Prometheus reads it."""
        for state, n in jobs.items():
            self._jobs.labels(state).set(n)
        self._answers.set(answers)
        self._store.clear()
        self._store.labels(generation).set(1)
        return generate_latest(self._registry)
