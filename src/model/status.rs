//! Whether a facility is there, is planned, or is closed: by its status, else by the year in which it opens.

use super::facility::Status;
use super::facts::not_read;
use super::layer::OpenLayer;
use super::names::normalised_name;
use crate::field::Field;
use crate::note::{Note, Notes, Severity};
use crate::read::Value;

/// Reads the standing of each facility of a layer, and counts what is told of the layer as a whole.
pub(crate) struct Standing<'a> {
    layer: &'a OpenLayer,
    /// The year of the project.
    year: Option<i32>,
    n_planned_by_year: usize,
    n_undated: usize,
}

impl<'a> Standing<'a> {
    pub(crate) fn of(layer: &'a OpenLayer, year: Option<i32>) -> Self {
        Self { layer, year, n_planned_by_year: 0, n_undated: 0 }
    }

    /// The status of a facility, and the year in which it opens. The status leads where the two contradict each
    /// other. A facility without a status is planned when it opens after the project's year; one that opens in that
    /// very year exists.
    pub(crate) fn read(&mut self, position: usize, notes: &mut Notes) -> (Status, Option<i32>) {
        let stated = self.stated(position, notes);
        let opens = self.opening_year(position, notes);
        let is_later = self.year.zip(opens).map(|(year, opens)| opens > year);
        let contradiction = match (stated, is_later) {
            (Said::Is(Status::Existing), Some(true)) => Some("existing-but-opens-later"),
            (Said::Is(Status::Planned), Some(false)) => Some("planned-but-opened"),
            _ => None,
        };
        if let (Some(code), Some(year), Some(opens)) = (contradiction, self.year, opens) {
            let note = self.layer.note(Severity::Warning, code, position);
            notes.push(note.with("opens", opens).with("year", year));
        }
        let status = match stated {
            Said::Is(status) => status,
            // Told that it is taken as existing.
            Said::Unknown => Status::Existing,
            Said::Nothing if is_later == Some(true) => {
                self.n_planned_by_year += 1;
                Status::Planned
            }
            Said::Nothing => {
                self.n_undated += usize::from(opens.is_some() && is_later.is_none());
                Status::Existing
            }
        };
        (status, opens)
    }

    /// Tells what was made of the opening years.
    pub(crate) fn note_years(&self, notes: &mut Notes) {
        if let (Some(year), 1..) = (self.year, self.n_planned_by_year) {
            notes.push(
                Note::new(Severity::Info, "planned-by-opening-year")
                    .layer(self.layer.role)
                    .with("count", self.n_planned_by_year)
                    .with("year", year),
            );
        }
        if self.n_undated > 0 {
            let note = Note::new(Severity::Warning, "opening-years-not-compared").layer(self.layer.role);
            notes.push(note.with("count", self.n_undated));
        }
    }

    fn stated(&self, position: usize, notes: &mut Notes) -> Said {
        let feature = self.layer.layer.features.get(position);
        let Some(text) = feature.and_then(|f| self.layer.fields.text(f, Field::Status)) else {
            return Said::Nothing;
        };
        status_of(&text).map_or_else(
            || {
                let note = self.layer.note(Severity::Warning, "status-unknown", position);
                notes.push(note.with("value", text));
                Said::Unknown
            },
            Said::Is,
        )
    }

    fn opening_year(&self, position: usize, notes: &mut Notes) -> Option<i32> {
        let feature = self.layer.layer.features.get(position)?;
        let value = self.layer.fields.value(feature, Field::OpeningYear)?;
        let year = year_of(value);
        if year.is_none() && !value.as_text().trim().is_empty() {
            notes.push(not_read(self.layer, position, Field::OpeningYear, "model.expected.year"));
        }
        year
    }
}

/// What a layer says of a facility's status.
#[derive(Clone, Copy)]
enum Said {
    Nothing,
    /// A word that is not understood.
    Unknown,
    Is(Status),
}

/// The status that a word stands for. No word is guessed from its parts: 拟关闭 is neither planned nor closed.
fn status_of(text: &str) -> Option<Status> {
    const EXISTING: [&str; 25] = [
        "现状",
        "现有",
        "已有",
        "已建",
        "已建成",
        "建成",
        "现状保留",
        "保留",
        "在营",
        "运营",
        "运营中",
        "在运营",
        "正常运营",
        "正常",
        "营业",
        "营业中",
        "已投用",
        "已运营",
        "已开办",
        "existing",
        "open",
        "active",
        "operating",
        "operational",
        "built",
    ];
    const PLANNED: [&str; 21] = [
        "规划",
        "规划新增",
        "规划新建",
        "新增",
        "新建",
        "拟建",
        "拟新建",
        "在建",
        "筹建",
        "筹建中",
        "筹备",
        "待建",
        "未建",
        "计划",
        "规划中",
        "建设中",
        "planned",
        "proposed",
        "underconstruction",
        "under_construction",
        "construction",
    ];
    const CLOSED: [&str; 17] = [
        "关闭",
        "已关闭",
        "停办",
        "已停办",
        "撤销",
        "已撤销",
        "关停",
        "已关停",
        "注销",
        "已注销",
        "停业",
        "已停业",
        "停运",
        "已停运",
        "closed",
        "disused",
        "abandoned",
    ];
    let word = normalised_name(text).to_lowercase();
    let is_of = |words: &[&str]| words.contains(&word.as_str());
    if is_of(&EXISTING) {
        Some(Status::Existing)
    } else if is_of(&PLANNED) {
        Some(Status::Planned)
    } else if is_of(&CLOSED) {
        Some(Status::Closed)
    } else {
        None
    }
}

/// The year of a number or a date that begins with it: 2026, `2026-09-01`, `2026年9月`, `20260901`.
fn year_of(value: &Value) -> Option<i32> {
    if matches!(value, Value::Bool(_)) || matches!(value, Value::Number(n) if n.fract() != 0.0) {
        return None;
    }
    year_of_text(&value.as_text())
}

/// As [`year_of`], of text.
pub(crate) fn year_of_text(text: &str) -> Option<i32> {
    let text = normalised_name(text).to_lowercase();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = text.split_at_checked(4)?;
    let is_date = match digits {
        4 => rest.chars().all(|c| c.is_ascii_digit() || "-/.:年月日季度tz+".contains(c)),
        8 => rest.len() == 4 && rest.get(..2).is_some_and(|month| ("01"..="12").contains(&month)),
        _ => false,
    };
    year.parse().ok().filter(|year| is_date && (1900..=2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_in_either_language() {
        for (text, status) in [
            ("现状", Status::Existing),
            (" 运营 ", Status::Existing),
            ("Active", Status::Existing),
            ("规划", Status::Planned),
            ("在建", Status::Planned),
            ("Under Construction", Status::Planned),
            ("已关停", Status::Closed),
            ("CLOSED", Status::Closed),
        ] {
            assert_eq!(status_of(text), Some(status), "{text}");
        }
        for text in ["拟关闭", "暂停", "规划已建", "?"] {
            assert_eq!(status_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_is_a_whole_number_or_the_beginning_of_a_date() {
        let text = |text: &str| year_of(&Value::Text(text.into()));
        for date in [
            "2026",
            "2026-09-01",
            "2026年9月",
            "２０２６年",
            "2026/9",
            "2026.9",
            "20260901",
            "2026-09-01T00:00:00Z",
        ] {
            assert_eq!(text(date), Some(2026), "{date}");
        }
        assert_eq!(year_of(&Value::Number(2026.0)), Some(2026));
        assert_eq!(year_of(&Value::Number(20_260_901.0)), Some(2026));
        for other in
            ["26", "202", "20266", "1899", "2201", "2026年底", "明年", "年份", "20261301", "二〇二六年"]
        {
            assert_eq!(text(other), None, "{other}");
        }
        assert_eq!(year_of(&Value::Number(2026.5)), None);
        assert_eq!(year_of(&Value::Bool(true)), None);
        assert_eq!((text("1900"), text("2200")), (Some(1900), Some(2200)));
    }
}
