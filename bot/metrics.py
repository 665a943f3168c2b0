"""Figures in the text format that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

__all__ = ["CONTENT_TYPE", "Gauge", "exposition"]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure as it is now: one value, or one a quantile (none where nothing was measured)."""

    name: str
    meaning: str
    value: float | Mapping[float, float]


def exposition(gauges: Iterable[Gauge]) -> bytes:
    """The gauges as the body of an answer of CONTENT_TYPE; names get `madoguchi_` before them."""
    registry = CollectorRegistry()  # not the global one, which adds figures of this one process
    registry.register(_Gauges(gauges))
    return generate_latest(registry)


class _Gauges(Collector):
    def __init__(self, gauges: Iterable[Gauge]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        return map(_family, self._gauges)


def _family(gauge: Gauge) -> GaugeMetricFamily:
    name = f"madoguchi_{gauge.name}"
    if not isinstance(gauge.value, Mapping):
        return GaugeMetricFamily(name, gauge.meaning, value=gauge.value)
    family = GaugeMetricFamily(name, gauge.meaning, labels=["quantile"])
    for quantile, value in gauge.value.items():
        family.add_metric([str(quantile)], value)
    return family
