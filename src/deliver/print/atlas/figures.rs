//! The figures of a township in words, as the tables print them.

use std::collections::HashMap;

use super::grid::{Grid, Group};
use crate::deliver::columns::Columns;
use crate::deliver::print::themes::Of;
use crate::deliver::rounding::Fixed;
use crate::deliver::words::{Counted, Words};
use crate::report::{Amount, PlanRow, PlanTownshipRow, Row, UncoveredRow};

/// Decimals of the area of a parcel in m², as in the list of uncovered parcels.
const AREA_DECIMALS: u32 = 2;
/// More parcels than this have no room on any sheet.
const MOST_PARCELS: usize = 100;

/// What a service says of its townships, sorted by township.
pub(super) struct Figures<'a> {
    of: Of<'a>,
    columns: Columns,
    /// The rows of the leading plan, by the name of the township.
    plan: HashMap<&'a str, Vec<&'a PlanRow>>,
    /// Land that the widest circle leaves out, by township, the largest first.
    uncovered: Vec<Vec<(f64, &'a UncoveredRow)>>,
}

/// What stands beside the map of a township.
#[derive(Debug)]
pub(super) struct Told {
    /// What and how much.
    pub(super) general: Vec<(String, String)>,
    /// A row a circle.
    pub(super) circles: Grid,
    /// Heading, and a row a category.
    pub(super) facilities: (String, Grid),
    /// Heading, and the parts of a sentence; `None` without a plan.
    pub(super) shortfall: Option<(String, Vec<String>)>,
    /// Heading, a row a parcel, and what stands there without any.
    pub(super) uncovered: (String, Grid, String),
}

impl<'a> Figures<'a> {
    pub(super) fn of(of: Of<'a>) -> Self {
        let mut plan: HashMap<&str, Vec<&PlanRow>> = HashMap::new();
        for row in of.told.plan.iter().flat_map(|plan| &plan.rows) {
            plan.entry(&row.township).or_default().push(row);
        }
        let study = of.printing.study;
        let mut uncovered: Vec<Vec<(f64, &UncoveredRow)>> = vec![Vec::new(); study.townships.len()];
        let widest = of.told.circles.last().map(|circle| circle.minutes);
        for row in &of.told.uncovered {
            let entry = row.uncovered.iter().find(|entry| Some(entry.minutes) == widest);
            let township = study.pieces.get(row.piece).and_then(|piece| piece.township);
            let list = township.and_then(|at| uncovered.get_mut(at));
            if let (Some(entry), Some(list)) = (entry, list)
                && !Fixed::of(entry.area_m2, AREA_DECIMALS).is_zero()
            {
                list.push((entry.area_m2, row));
            }
        }
        for list in &mut uncovered {
            list.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.feature.cmp(&other.feature)));
        }
        Self { of, columns: Columns::of(of.told), plan, uncovered }
    }

    fn words(&self) -> Words {
        self.of.printing.words
    }

    /// The figures of a township; `None` where the report has no row for it.
    pub(super) fn told(&self, at: usize) -> Option<Told> {
        let row = self.of.told.townships.get(at)?;
        Some(Told {
            general: self.general(at, row),
            circles: self.circles(at, row),
            facilities: self.facilities(at, row),
            shortfall: self.shortfall(at, row),
            uncovered: self.uncovered(at, row),
        })
    }

    fn printed(&self, column: &[Option<Fixed>], at: usize) -> String {
        self.words().figure(column.get(at).copied().flatten())
    }

    fn general(&self, at: usize, row: &Row) -> Vec<(String, String)> {
        let (words, columns) = (self.words(), &self.columns);
        let counted = Counted::by(row.configuration.rule).key();
        vec![
            (words.label("words.atlas.figure.land"), self.printed(&columns.residential, at)),
            (words.label("words.atlas.figure.parcels"), row.parcels.to_string()),
            (words.label("words.atlas.figure.population"), self.printed(&columns.population, at)),
            (words.label("words.atlas.figure.households"), self.printed(&columns.households, at)),
            (
                words.label(&format!("words.atlas.denominator.{counted}")),
                self.printed(&columns.denominator, at),
            ),
            (
                words.label(&format!("words.atlas.configured.{counted}")),
                self.printed(&columns.configured, at),
            ),
            (words.label("words.atlas.figure.configuration-rate"), words.percent(row.configuration.rate)),
            (words.label("words.atlas.figure.facilities"), {
                let (count, places) = (row.facilities.count, words.amount(Some(row.facilities.places)));
                words.filled("words.atlas.count-and-places", &[("count", &count), ("places", &places)])
            }),
        ]
    }

    fn circles(&self, at: usize, row: &Row) -> Grid {
        let words = self.words();
        let head = ["circle", "covered", "rate", "beyond"];
        let head = head.map(|key| words.label(&format!("words.atlas.circle.{key}"))).to_vec();
        let circle = |(position, circle): (usize, &crate::report::CircleInfo)| {
            let radius = words.amount(Some(circle.radius_m));
            let values: [(&'static str, &dyn ToString); 2] =
                [("minutes", &circle.minutes), ("radius", &radius)];
            let name = words.filled("words.summary.circle", &values);
            let [covered, beyond] = match self.columns.circles.get(position) {
                Some(column) => [self.printed(&column.covered, at), self.printed(&column.uncovered, at)],
                None => [words.none(), words.none()],
            };
            let rate = words.percent(row.coverage.get(position).and_then(|entry| entry.rate));
            vec![name, covered, rate, beyond]
        };
        let rows = self.of.told.circles.iter().enumerate().map(circle).collect();
        Grid { shares: vec![1.5, 1.0, 1.0, 1.0], head, rows, ..Grid::default() }
    }

    /// The township's row of the plan for a category.
    fn planned(&self, row: &Row, category: &str) -> Option<&'a PlanRow> {
        let rows = self.plan.get(row.name.as_deref()?)?;
        let is_it =
            |plan: &&&PlanRow| plan.category == category && (plan.code.is_none() || plan.code == row.code);
        rows.iter().find(is_it).copied()
    }

    /// The township's row of the plan over all categories.
    fn planned_in_all(&self, at: usize, row: &Row) -> Option<&'a PlanTownshipRow> {
        let plan = self.of.told.plan.as_ref()?.townships.get(at)?;
        (Some(&plan.township) == row.name.as_ref()).then_some(plan)
    }

    fn facilities(&self, at: usize, row: &Row) -> (String, Grid) {
        let words = self.words();
        let count = words.label("words.atlas.facilities.count");
        let places = words.label("words.atlas.facilities.places");
        let category = words.label("words.column.category");
        let mut head = vec![category, count.clone(), places.clone()];
        let mut groups = Vec::new();
        let mut shares = vec![2.2, 0.8, 0.9];
        let plan = self.of.told.plan.as_ref();
        if plan.is_some() {
            for (k, key) in ["existing", "planned", "gap"].iter().enumerate() {
                let words = words.label(&format!("words.atlas.facilities.{key}"));
                groups.push(Group { first: 1 + 2 * k, n: 2, words });
            }
            head.extend([&count, &places, &count, &places].map(Clone::clone));
            shares.extend([0.8, 0.9, 0.8, 0.9]);
        }
        let cells = |name: String, existing: [String; 2], planned: Option<[&Amount; 2]>| {
            let of = |amount: Option<&Amount>| {
                [amount.and_then(|a| a.count), amount.and_then(|a| a.places)].map(|value| words.amount(value))
            };
            let mut cells = vec![name];
            cells.extend(existing);
            if plan.is_some() {
                cells.extend(of(planned.map(|[planned, _]| planned)));
                cells.extend(of(planned.map(|[_, gap]| gap)));
            }
            cells
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (k, category) in self.of.told.categories.iter().enumerate() {
            let counted = row.facilities.by_category.get(k).filter(|counted| counted.category == *category);
            let existing = [words.figure(counted.map(|c| c.count)), words.amount(counted.map(|c| c.places))];
            let planned = self.planned(row, category).map(|plan| [&plan.planned, &plan.gap]);
            rows.push(cells(category.clone(), existing, planned));
        }
        let existing = [row.facilities.count.to_string(), words.amount(Some(row.facilities.places))];
        let of_plan = self.planned_in_all(at, row);
        let amounts = of_plan.map(|plan| [&plan.planned, &plan.net]);
        // Facilities of categories that the plan does not speak of are in no gap: what is in it stands in a row of its own.
        let of_plan = of_plan.filter(|plan| plan.existing.places.is_some_and(|p| p != row.facilities.places));
        rows.push(cells(
            words.label("words.all-categories"),
            existing,
            amounts.filter(|_| of_plan.is_none()),
        ));
        if let Some(plan) = of_plan {
            let existing = [plan.existing.count, plan.existing.places].map(|amount| words.amount(amount));
            rows.push(cells(words.label("words.categories-of-plan"), existing, amounts));
        }
        let heading = match plan.map(|plan| plan.year) {
            None => words.label("words.atlas.facilities.heading"),
            Some(None) => words.label("words.atlas.facilities.heading-with-plan"),
            Some(Some(year)) => words.filled("words.atlas.facilities.heading-of-year", &[("year", &year)]),
        };
        (heading, Grid { shares, groups, head, rows, has_total: true, ..Grid::default() })
    }

    /// What the plan still wants here, category by category: a surplus of one fills no gap of another.
    fn shortfall(&self, at: usize, row: &Row) -> Option<(String, Vec<String>)> {
        self.of.told.plan.as_ref()?;
        let words = self.words();
        let heading = words.label("words.atlas.shortfall.heading");
        let missing = |value: Option<f64>| {
            value.filter(|value| *value > 0.0 && !Fixed::of(*value, AREA_DECIMALS).is_zero())
        };
        let said = |of: &str, amount: &Amount| {
            let parts = [("count", missing(amount.count)), ("places", missing(amount.places))];
            let parts: Vec<String> = parts
                .into_iter()
                .filter_map(|(key, value)| {
                    let amount = words.amount(Some(value?));
                    Some(words.filled(&format!("words.atlas.shortfall.{key}"), &[("amount", &amount)]))
                })
                .collect();
            let parts = parts.join(&words.label("words.map.and"));
            (!parts.is_empty())
                .then(|| words.filled("words.atlas.shortfall.of", &[("what", &of), ("parts", &parts)]))
        };
        let all = self.planned_in_all(at, row).map(|plan| plan.shortfall);
        let Some(all) = all.filter(|all| all.count.is_some() || all.places.is_some()) else {
            return Some((heading, vec![words.none()]));
        };
        let Some(in_all) = said(&words.label("words.atlas.shortfall.in-all"), &all) else {
            return Some((heading, vec![words.label("words.atlas.shortfall.nothing")]));
        };
        let of_category =
            |category: &String| self.planned(row, category).and_then(|plan| said(category, &plan.gap));
        let parts = std::iter::once(in_all).chain(self.of.told.categories.iter().filter_map(of_category));
        Some((heading, parts.collect()))
    }

    fn uncovered(&self, at: usize, row: &Row) -> (String, Grid, String) {
        let words = self.words();
        let minutes = self.of.told.circles.last().map_or(0, |circle| circle.minutes);
        let all = self.uncovered.get(at).map_or(&[][..], Vec::as_slice);
        let heading = words.filled("words.atlas.uncovered.heading", &[("minutes", &minutes)]);
        let head = ["parcel", "area", "distance"];
        let head = head.map(|key| words.label(&format!("words.atlas.uncovered.{key}"))).to_vec();
        let cells = |(area, row): &(f64, &UncoveredRow)| {
            let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
            let name = said(&row.name).or_else(|| said(&row.id)).unwrap_or_else(|| {
                words.filled("words.atlas.uncovered.feature", &[("feature", &row.feature)])
            });
            vec![name, words.fixed(Some(*area), AREA_DECIMALS), words.fixed(row.nearest_distance_m, 0)]
        };
        let rows: Vec<Vec<String>> = all.iter().take(MOST_PARCELS).map(cells).collect();
        let n_unlisted = all.len() - rows.len();
        let nothing = if row.residential_area_m2 > 0.0 && minutes > 0 {
            words.label("words.atlas.uncovered.nothing")
        } else {
            words.none()
        };
        let grid = Grid {
            shares: vec![1.7, 1.0, 1.15],
            head,
            rows,
            n_unlisted,
            more: "words.atlas.uncovered.more",
            ..Grid::default()
        };
        (heading, grid, nothing)
    }
}
