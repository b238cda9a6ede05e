//! Small towns drawn as text, for figures that are worked out by hand.
//!
//! ```text
//!     A A . a | . B        cells of 100 m; a capital letter is a parcel (all its cells), a small letter a facility
//!     A A . . | b .        in the middle of its cell, `|` a township border: what is left of it is township 1
//!     ---
//!     1: name=甲街道 population=20000 under3=400
//!     a: category=专业托育机构 places=40 ownership=公办
//!     A: land_use=urban households=100
//! ```
//!
//! Below the line stands what the layers say, by the keys of [`Field`] (and `name`, `land_use`, `status`). Circles
//! are of 300 m and 1000 m, plane; coverage is that of the kernel.

use std::collections::BTreeMap;

use geo::{Coord, MultiPolygon, coord, unary_union};

use super::world::{TestWorld, bare, facility, rectangle};
use crate::coverage::Coverage;
use crate::field::{Field, FieldKind};
use crate::geometry::{interior_point, shape_area};
use crate::model::{Fact, Facts, LandUse, Parcel, Piece, ReportedValue, Status, Township};
use crate::project::{CategorySpec, ServiceSpec};
use crate::report::{Indicator, Report, RuleReport, ServiceReport};
use crate::standard::Standard;

const CELL_M: f64 = 100.0;

/// A town, assessed by a standard.
pub(super) struct Town {
    pub world: TestWorld,
}

impl Town {
    /// The town of a drawing, assessed by `xinchang-2024`.
    pub(super) fn drawn(text: &str) -> Self {
        Self::assessed_by("xinchang-2024", text)
    }

    /// The town of a drawing, assessed by an embedded standard.
    pub(super) fn assessed_by(standard: &str, text: &str) -> Self {
        let standard = Standard::named(standard).expect("an embedded standard");
        Self::with_standard(standard, text)
    }

    /// The town of a drawing, assessed by a standard.
    pub(super) fn with_standard(standard: Standard, text: &str) -> Self {
        let (picture, words) = text.split_once("---").expect("a line between drawing and words");
        let said = Said::of(words);
        let mut world = bare();
        let drawing = Drawing::of(picture);
        world.study.townships = drawing.townships(&said);
        (world.study.parcels, world.study.pieces) = drawing.parcels(&said);
        let service = &mut world.study.services[0];
        service.categories.clear();
        for (letter, at, township) in &drawing.facilities {
            let words = said.of_letter(*letter);
            let category = words.get("category").map(|name| {
                let known = service.categories.iter().position(|c| c == name);
                known.unwrap_or_else(|| {
                    service.categories.push(name.clone());
                    service.categories.len() - 1
                })
            });
            let mut one = facility(at.x, at.y, category, number(&words, "places"), Some(*township));
            one.name = Some(letter.to_string());
            one.facts = facts(&words);
            one.opening_year = number(&words, "opening_year").map(|year| year as i32);
            match words.get("status").map(String::as_str) {
                None => service.facilities.push(one),
                Some("planned") => {
                    service.planned.push(crate::model::Facility { status: Status::Planned, ..one })
                }
                Some(other) => panic!("status {other}"),
            }
        }
        world.project.services = vec![spec(&service.categories, standard)];
        world.coverage = Coverage::of(&world.study);
        Self { world }
    }

    /// Adds a row to the table of reported values.
    pub(super) fn reported(mut self, of: &str, year: i32, value: f64) -> Self {
        let reported = &mut self.world.study.services[0].reported;
        let line = reported.len() as u64 + 2;
        reported.push(ReportedValue { of: of.to_owned(), year: Some(year), value, source: None, line });
        self
    }

    pub(super) fn report(&self) -> Report {
        self.world.report()
    }

    pub(super) fn service(&self) -> ServiceReport {
        self.report().services.remove(0)
    }

    pub(super) fn indicator(&self, id: u32) -> Indicator {
        let found = self.service().indicators.into_iter().find(|indicator| indicator.id == id);
        found.unwrap_or_else(|| panic!("indicator {id}"))
    }

    pub(super) fn rule(&self, id: &str) -> RuleReport {
        let found = self.service().rules.into_iter().find(|rule| rule.id == id);
        found.unwrap_or_else(|| panic!("rule {id}"))
    }
}

fn spec(categories: &[String], standard: Standard) -> ServiceSpec {
    let category = |name: &String| CategorySpec { name: name.clone(), aliases: Vec::new() };
    let bare = bare();
    let service = &bare.study.services[0];
    ServiceSpec {
        id: service.id.clone(),
        name: service.name.clone(),
        facilities: crate::project::LayerSpec::default(),
        circles: service.circles.clone(),
        categories: categories.iter().map(category).collect(),
        plans: Vec::new(),
        reported: None,
        standards: vec![standard],
        configuration: service.configuration.clone(),
    }
}

type Words = BTreeMap<String, String>;

/// What stands below the drawing, by letter or number.
struct Said(BTreeMap<char, Words>);

impl Said {
    fn of(text: &str) -> Self {
        let line = |line: &str| {
            let (letter, words) = line.split_once(':').expect("`letter: key=value …`");
            let pair = |word: &str| {
                let (key, value) = word.split_once('=').expect("`key=value`");
                (key.to_owned(), value.to_owned())
            };
            (letter.trim().chars().next().expect("a letter"), words.split_whitespace().map(pair).collect())
        };
        Self(text.lines().filter(|l| !l.trim().is_empty()).map(line).collect())
    }

    fn of_letter(&self, letter: char) -> Words {
        self.0.get(&letter).cloned().unwrap_or_default()
    }
}

fn number(words: &Words, key: &str) -> Option<f64> {
    words.get(key).map(|text| text.parse().expect("a number"))
}

/// The words that are fields, but for those that records have members for.
fn facts(words: &Words) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in words {
        let Ok(field) = serde_json::from_value::<Field>(key.clone().into()) else { continue };
        let is_member = matches!(key.as_str(), "name" | "category" | "status" | "opening_year" | "land_use");
        if is_member || (key == "places" && words.contains_key("category")) {
            continue;
        }
        facts.set(
            field,
            match field.kind() {
                FieldKind::Text => Fact::Text(value.clone()),
                FieldKind::Amount => Fact::Amount(value.parse().expect("a number")),
                FieldKind::Flag => Fact::Flag(value == "yes"),
            },
        );
    }
    facts
}

/// What a drawing shows.
struct Drawing {
    /// The first column of each township, and the end of the last one; in cells.
    borders: Vec<f64>,
    height: f64,
    cells: BTreeMap<char, Vec<(Coord<f64>, usize)>>,
    facilities: Vec<(char, Coord<f64>, usize)>,
}

impl Drawing {
    fn of(picture: &str) -> Self {
        let rows: Vec<Vec<char>> = picture
            .lines()
            .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>())
            .filter(|row| !row.is_empty())
            .collect();
        let mut drawing = Self {
            borders: vec![0.0],
            height: rows.len() as f64,
            cells: BTreeMap::new(),
            facilities: Vec::new(),
        };
        for (down, row) in rows.iter().enumerate() {
            let (mut column, mut township) = (0.0, 0);
            for c in row {
                let corner = coord! { x: column * CELL_M, y: (drawing.height - 1.0 - down as f64) * CELL_M };
                match c {
                    '|' => {
                        township += 1;
                        if drawing.borders.len() == township {
                            drawing.borders.push(column);
                        }
                        continue;
                    }
                    'A'..='Z' => drawing.cells.entry(*c).or_default().push((corner, township)),
                    'a'..='z' => {
                        let middle = corner + coord! { x: CELL_M / 2.0, y: CELL_M / 2.0 };
                        drawing.facilities.push((*c, middle, township));
                    }
                    _ => {}
                }
                column += 1.0;
            }
            if down + 1 == rows.len() {
                drawing.borders.push(column);
            }
        }
        drawing.facilities.sort_by_key(|(letter, ..)| *letter);
        drawing
    }

    fn townships(&self, said: &Said) -> Vec<Township> {
        let township = |(at, sides): (usize, &[f64])| {
            let words = said.of_letter(char::from_digit(at as u32 + 1, 10).expect("at most nine townships"));
            Township {
                feature: at + 1,
                code: Some(format!("33062400{}", at + 1)),
                name: words.get("name").cloned().unwrap_or_else(|| format!("township {}", at + 1)),
                shape: rectangle(sides[0] * CELL_M, 0.0, sides[1] * CELL_M, self.height * CELL_M),
                population: number(&words, "population"),
                households: None,
                facts: facts(&words),
            }
        };
        self.borders.windows(2).enumerate().map(township).collect()
    }

    fn parcels(&self, said: &Said) -> (Vec<Parcel>, Vec<Piece>) {
        let (mut parcels, mut pieces) = (Vec::new(), Vec::new());
        for (at, (letter, cells)) in self.cells.iter().enumerate() {
            let words = said.of_letter(*letter);
            let start = pieces.len();
            let mut by_township: BTreeMap<usize, Vec<geo::Polygon<f64>>> = BTreeMap::new();
            for (corner, township) in cells {
                let cell = rectangle(corner.x, corner.y, corner.x + CELL_M, corner.y + CELL_M);
                by_township.entry(*township).or_default().extend(cell.0);
            }
            for (township, polygons) in &by_township {
                let shape = unary_union(polygons);
                let plane_area_m2 = shape_area(&shape);
                pieces.push(Piece::new(at, Some(*township), shape, plane_area_m2));
            }
            let all: Vec<geo::Polygon<f64>> = by_township.into_values().flatten().collect();
            let whole: MultiPolygon<f64> = unary_union(&all);
            let centre = interior_point(&whole).expect("a parcel has land");
            let township = (centre.x >= 0.0).then(|| {
                let east = self.borders.iter().skip(1).position(|border| centre.x < border * CELL_M);
                east.unwrap_or(self.borders.len() - 2)
            });
            parcels.push(Parcel {
                feature: at + 1,
                id: Some(letter.to_string()),
                name: Some(format!("小区{letter}")),
                population: number(&words, "population"),
                households: number(&words, "households"),
                land_use: match words.get("land_use").map(String::as_str) {
                    Some("urban") => Some(LandUse::Urban),
                    Some("rural") => Some(LandUse::Rural),
                    _ => None,
                },
                facts: facts(&words),
                centre,
                township,
                plane_area_m2: shape_area(&whole),
                area_factor: 1.0,
                pieces: start..pieces.len(),
                duplicate_of: None,
            });
        }
        (parcels, pieces)
    }
}
