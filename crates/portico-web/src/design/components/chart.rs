//! Chart: a shape over time as bars, with its finding in words above and its values in a table below.

use maud::{Markup, html};
use portico_kit::Locale;

use super::either;
use super::table::{Column, Table, TableRow};
use crate::design::format;
use crate::design::words::t;

/// Whether a period is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// It is over; the value is final.
    Complete,
    /// It still runs, or values are missing.
    Incomplete,
}

#[derive(Debug, Clone)]
struct Bar {
    label: String,
    value: f64,
    before: Option<f64>,
    period: Period,
}

/// Bars of one series, with an optional paler one to compare with.
#[derive(Debug, Clone)]
pub struct Chart {
    locale: Locale,
    finding: String,
    unit: String,
    series: String,
    compared: Option<String>,
    bars: Vec<Bar>,
    note: Option<String>,
}

impl Chart {
    /// What it shows in a sentence, the name of the series, and the unit, once.
    pub fn new(
        locale: Locale,
        finding: impl Into<String>,
        series: impl Into<String>,
        unit: impl Into<String>,
    ) -> Self {
        Self {
            locale,
            finding: finding.into(),
            unit: unit.into(),
            series: series.into(),
            compared: None,
            bars: Vec::new(),
            note: None,
        }
    }

    /// The name of the series to compare with, such as "2025".
    pub fn compared(mut self, series: impl Into<String>) -> Self {
        self.compared = Some(series.into());
        self
    }

    /// One period: its short label, its value, and the value to compare with.
    pub fn bar(mut self, label: impl Into<String>, value: f64, before: Option<f64>, period: Period) -> Self {
        self.bars.push(Bar { label: label.into(), value: value.max(0.0), before, period });
        self
    }

    /// What is not included.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The chart with its table.
    pub fn show(&self) -> Markup {
        html! {
            figure.chart {
                figcaption.chart-finding { (self.finding) }
                (self.legend())
                (self.plot())
                @if let Some(note) = &self.note { p.small { (note) } }
                details.chart-table {
                    summary.link { (t(self.locale, "chart-table")) }
                    (self.table())
                }
            }
        }
    }

    fn legend(&self) -> Markup {
        html! {
            @if let Some(compared) = &self.compared {
                ul.chart-legend {
                    li.series-1 { (self.series) }
                    li.series-2 { (compared) }
                }
            }
        }
    }

    fn plot(&self) -> Markup {
        let top = nice_top(self.bars.iter().flat_map(|bar| [Some(bar.value), bar.before]).flatten());
        let lines = [1.0, 0.75, 0.5, 0.25, 0.0];
        let width = self.bars.len().max(1) * 100;
        html! {
            div.chart-plot {
                ol.chart-axis aria-hidden="true" {
                    @for (index, share) in lines.iter().enumerate() {
                        li { (format::number(self.locale, top * share)) @if index == 0 { " " (self.unit) } }
                    }
                }
                svg.chart-picture viewBox=(format!("0 0 {width} 100")) preserveAspectRatio="none" role="img" {
                    title { (self.finding) }
                    @for share in lines { line.chart-line x1="0" x2=(width) y1=(100.0 - share * 100.0) y2=(100.0 - share * 100.0) {} }
                    @for (index, bar) in self.bars.iter().enumerate() { (columns_of(bar, index * 100, top)) }
                }
                ol.chart-labels aria-hidden="true" { @for bar in &self.bars { li { (bar.label) } } }
            }
        }
    }

    fn table(&self) -> Markup {
        let mut table = Table::new(self.locale, self.finding.clone())
            .small()
            .column(Column::Title, t(self.locale, "chart-period"))
            .column(Column::Number, format!("{} ({})", self.series, self.unit));
        if let Some(compared) = &self.compared {
            table = table.column(Column::Number, format!("{compared} ({})", self.unit));
        }
        let rows = self.bars.iter().map(|bar| {
            let label = match bar.period {
                Period::Complete => bar.label.clone(),
                Period::Incomplete => format!("{} ({})", bar.label, t(self.locale, "chart-incomplete")),
            };
            let row = TableRow::new().cell(label).cell(format::number(self.locale, bar.value));
            match (&self.compared, bar.before) {
                (Some(_), Some(before)) => row.cell(format::number(self.locale, before)),
                (Some(_), None) => row.cell("–"),
                (None, _) => row,
            }
        });
        maud::Render::render(&table.rows(rows))
    }
}

fn columns_of(bar: &Bar, x: usize, top: f64) -> Markup {
    let height = |value: f64| format!("{:.1}", value / top * 100.0);
    let y = |value: f64| format!("{:.1}", 100.0 - value / top * 100.0);
    let class = match bar.period {
        Period::Complete => "series-1",
        Period::Incomplete => "series-1 incomplete",
    };
    let (left, width) = if bar.before.is_some() { (46, 32) } else { (24, 52) };
    html! {
        @if let Some(before) = bar.before {
            rect.series-2 x=(x + 20) y=(y(before)) width="24" height=(height(before)) {}
        }
        rect class=(class) x=(x + left) y=(y(bar.value)) width=(width) height=(height(bar.value)) {}
    }
}

/// The next number one would write at the top of an axis with four steps.
fn nice_top(values: impl Iterator<Item = f64>) -> f64 {
    let most = values.fold(0.0_f64, f64::max);
    if most <= 0.0 || !most.is_finite() {
        return 4.0;
    }
    let step = most / 4.0;
    let magnitude = 10_f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|f| f * magnitude >= step).unwrap_or(10.0);
    factor * magnitude * 4.0
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let months = [
        ("Jan", 341.0),
        ("Feb", 308.0),
        ("Mär", 296.0),
        ("Apr", 251.0),
        ("Mai", 222.0),
        ("Jun", 204.0),
        ("Jul", 198.0),
        ("Aug", 207.0),
        ("Sep", 236.0),
        ("Okt", 281.0),
        ("Nov", 214.0),
    ];
    let chart = Chart::new(
        locale,
        l("209 kWh weniger als im gleichen Zeitraum 2025", "209 kWh less than in the same period of 2025"),
        "2026",
        "kWh",
    )
    .compared("2025")
    .note(l("Ohne Wallbox. Der November läuft noch.", "Without the wallbox. November is not over."));
    let last = months.len() - 1;
    let chart = months.iter().enumerate().fold(chart, |chart, (index, (month, value))| {
        let period = if index == last { Period::Incomplete } else { Period::Complete };
        chart.bar(*month, *value, Some(value * 1.07), period)
    });
    html! { section.card { div.card-body { (chart.show()) } } }
}

#[cfg(test)]
mod tests {
    use super::nice_top;

    #[test]
    fn the_top_of_the_axis_is_a_round_number_above_every_bar() {
        for (most, top) in
            [(341.0, 400.0), (8.0, 8.0), (1.0, 1.0), (0.0, 4.0), (1042.0, 2000.0), (99.0, 100.0)]
        {
            assert!(
                (nice_top([most].into_iter()) - top).abs() < 1e-9,
                "{most}: {}",
                nice_top([most].into_iter())
            );
        }
    }
}
