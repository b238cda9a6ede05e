//! The columns of the township table as they are printed: rounded so that each adds up to its last row.

use super::rounding::{Fixed, round_parts_to_sum, round_to_sum};
use super::words::{Counted, hectares};
use crate::report::{CoverageEntry, LandUseRow, Row, ServiceReport};

/// A column: one cell a township and one for the county; `None` where the figure does not apply.
pub(crate) type Column = Vec<Option<Fixed>>;

/// The summable columns of a service's townships.
#[derive(Debug)]
pub(crate) struct Columns {
    /// Residential land, hectares.
    pub(crate) residential: Column,
    /// Residents.
    pub(crate) population: Column,
    /// Households.
    pub(crate) households: Column,
    /// One entry a circle.
    pub(crate) circles: Vec<CircleColumns>,
    /// Urban homes; `None` where the land use is known nowhere.
    pub(crate) urban: Option<LandUseColumns>,
    /// Rural homes.
    pub(crate) rural: Option<LandUseColumns>,
    /// The numerator of the configuration rate: a count, or hectares for the reading by area.
    pub(crate) configured: Column,
    /// Its denominator.
    pub(crate) denominator: Column,
}

/// The summable columns of one circle.
#[derive(Debug)]
pub(crate) struct CircleColumns {
    /// Covered residential land, hectares.
    pub(crate) covered: Column,
    /// Residential land less what is covered, as printed, hectares.
    pub(crate) uncovered: Column,
    /// Covered residents.
    pub(crate) population: Column,
    /// Covered households.
    pub(crate) households: Column,
}

/// The summable columns of residential land of one use, hectares.
#[derive(Debug)]
pub(crate) struct LandUseColumns {
    /// All of it.
    pub(crate) residential: Column,
    /// What each circle covers of it.
    pub(crate) covered: Vec<Column>,
}

impl Columns {
    /// The columns of a service.
    pub(crate) fn of(service: &ServiceReport) -> Self {
        let rows: Vec<&Row> = service.townships.iter().chain([&service.county]).collect();
        let of = |figure: &dyn Fn(&Row) -> Option<f64>| rows.iter().map(|r| figure(r)).collect::<Vec<_>>();

        let residential_exact = of(&|r| Some(hectares(r.residential_area_m2)));
        let residential = column(&residential_exact, 2, None);
        let population = column(&of(&|r| r.population), 0, None);
        let households = column(&of(&|r| r.households), 0, None);

        let exact: Vec<Exact> = (0..service.circles.len())
            .map(|at| of(&|r| r.coverage.get(at).map(|c| hectares(c.area_m2))))
            .collect();
        let covered = nested(&exact, &residential);
        let circle = |(position, covered): (usize, Column)| {
            let entry = |figure: fn(&CoverageEntry) -> Option<f64>| {
                of(&|r| r.coverage.get(position).and_then(figure))
            };
            CircleColumns {
                uncovered: residential
                    .iter()
                    .zip(&covered)
                    .map(|(all, part)| Some(all.as_ref()?.minus(*part.as_ref()?)))
                    .collect(),
                population: column(&entry(|c| c.population), 0, Some(&population)),
                households: column(&entry(|c| c.households), 0, Some(&households)),
                covered,
            }
        };
        let circles: Vec<CircleColumns> = covered.into_iter().enumerate().map(circle).collect();
        let land_use = |figure: fn(&Row) -> Option<&LandUseRow>| {
            let n_circles = service.circles.len();
            LandUseColumns::of(&rows.iter().map(|r| figure(r)).collect::<Vec<_>>(), n_circles, &residential)
        };
        let urban = land_use(|r| r.urban.as_ref());
        let rural = land_use(|r| r.rural.as_ref());

        let is_land = Counted::by(service.county.configuration.rule) == Counted::Land;
        let unit = |value: f64| if is_land { hectares(value) } else { value };
        let decimals = if is_land { 2 } else { 0 };
        let denominator = column(&of(&|r| Some(unit(r.configuration.units))), decimals, None);
        // Land within the circle that counts is printed as it is in the columns of that circle.
        let circle = (0..service.circles.len()).filter(|_| is_land).find(|position| {
            let is_same =
                |r: &&Row| r.coverage.get(*position).map(|c| c.area_m2) == Some(r.configuration.configured);
            rows.iter().all(is_same)
        });
        let configured = match circle.and_then(|position| circles.get(position)) {
            Some(circle) => circle.covered.clone(),
            None => column(&of(&|r| Some(unit(r.configuration.configured))), decimals, Some(&denominator)),
        };
        Self { residential, population, households, circles, urban, rural, configured, denominator }
    }
}

impl LandUseColumns {
    /// The columns of one use, of which `residential` holds the land of all uses.
    fn of(rows: &[Option<&LandUseRow>], n_circles: usize, residential: &Column) -> Option<Self> {
        rows.iter().any(Option::is_some).then_some(())?;
        let all: Exact = rows.iter().map(|r| r.map(|r| hectares(r.residential_area_m2))).collect();
        let land = column(&all, 2, Some(residential));
        let by_circle = |at: usize| {
            rows.iter().map(|r| r.and_then(|r| r.coverage.get(at)).map(|c| hectares(c.area_m2))).collect()
        };
        let exact: Vec<Exact> = (0..n_circles).map(by_circle).collect();
        Some(Self { covered: nested(&exact, &land), residential: land })
    }
}

/// A column before it is rounded.
type Exact = Vec<Option<f64>>;

/// Covered land, a column a circle, rounded from the largest circle inwards, so that a smaller circle is nowhere
/// printed as covering more, and none more than there is.
fn nested(circles: &[Exact], whole: &Column) -> Vec<Column> {
    let mut printed: Vec<Column> = Vec::with_capacity(circles.len());
    let mut outer: Option<&Exact> = None;
    for exact in circles.iter().rev() {
        let within = match (outer, printed.last()) {
            (Some(larger), Some(printed)) if is_within(exact, larger) => printed,
            _ => whole,
        };
        let column = column(exact, 2, Some(within));
        printed.push(column);
        outer = Some(exact);
    }
    printed.reverse();
    printed
}

/// Whether no value is larger than the one beside it.
fn is_within(values: &[Option<f64>], others: &[Option<f64>]) -> bool {
    values.iter().zip(others).all(|(a, b)| a <= b)
}

/// Rounds the rows of a column to their sum, which becomes its last cell; a county without townships is rounded
/// by itself. `wholes` is the column of which this one holds parts; where its cells do not apply (residents of the
/// parcels beside those of the township) it bounds nothing.
fn column(values: &[Option<f64>], decimals: u32, wholes: Option<&Column>) -> Column {
    let Some((county, rows)) = values.split_last() else { return Column::new() };
    let exact: Vec<f64> = rows.iter().map(|v| v.unwrap_or(0.0)).collect();
    let bounds: Option<Vec<Fixed>> =
        wholes.and_then(|w| w.iter().take(rows.len()).copied().collect::<Option<Vec<Fixed>>>());
    let rounded = match bounds {
        Some(bounds) => round_parts_to_sum(&exact, decimals, &bounds),
        None => round_to_sum(&exact, decimals),
    };
    let total = |county: f64| match rows {
        [] => Fixed::of(county, decimals),
        _ => Fixed::sum(rounded.iter().copied(), decimals),
    };
    let last = county.map(total);
    rows.iter().zip(&rounded).map(|(v, r)| v.map(|_| *r)).chain([last]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture;
    use super::*;
    use crate::project::Reading;

    fn printed(column: &Column) -> Vec<String> {
        column.iter().map(|c| c.map_or("-".to_owned(), |c| c.to_string())).collect()
    }

    /// 0.125 + 0.125 = 0.25 hectares: both would be printed as 0.13, and not add up.
    #[test]
    fn columns_add_up_to_the_county_and_parts_to_their_whole() {
        let mut service = fixture::report("zh-CN").services.remove(0);
        for row in &mut service.townships[..2] {
            row.residential_area_m2 = 1250.0;
            row.coverage[0].area_m2 = 1250.0;
            row.coverage[1].area_m2 = 1250.0;
        }
        service.county.residential_area_m2 = 2500.0;
        let columns = Columns::of(&service);
        assert_eq!(printed(&columns.residential), ["0.13", "0.12", "0.00", "0.25"]);
        assert_eq!(printed(&columns.circles[0].covered), ["0.13", "0.12", "0.00", "0.25"]);
        assert_eq!(printed(&columns.circles[0].uncovered), ["0.00", "0.00", "0.00", "0.00"]);
    }

    #[test]
    fn a_county_without_townships_is_rounded_by_itself() {
        let mut service = fixture::report("zh-CN").services.remove(0);
        service.townships.clear();
        let columns = Columns::of(&service);
        assert_eq!(printed(&columns.residential), ["123.46"]);
        assert_eq!(printed(&columns.circles[1].uncovered), ["25.92"]);
    }

    /// By the reading of land, the numerator is the covered land, in hectares.
    #[test]
    fn configured_land_is_printed_as_the_covered_land() {
        let mut service = fixture::report("zh-CN").services.remove(0);
        for row in service.townships.iter_mut().chain([&mut service.county]) {
            row.configuration.rule = Reading::Area;
            row.configuration.units = row.residential_area_m2;
            row.configuration.configured = row.coverage[0].area_m2;
        }
        let columns = Columns::of(&service);
        assert_eq!(columns.configured, columns.circles[0].covered);
        assert_eq!(columns.denominator, columns.residential);
    }

    /// Urban and rural land, each by itself: its column adds up, is no more than all land, and its circles are nested.
    #[test]
    fn land_of_one_use_adds_up() {
        let service = fixture::report("zh-CN").services.remove(0);
        let columns = Columns::of(&service);
        let urban = columns.urban.unwrap();
        assert_eq!(printed(&urban.residential), ["75.00", "17.59", "0.00", "92.59"]);
        assert_eq!(printed(&urban.covered[0]), ["37.50", "1.76", "0.00", "39.26"]);
        assert_eq!(printed(&columns.rural.unwrap().covered[1]), ["22.50", "1.89", "0.00", "24.39"]);
    }

    #[test]
    fn land_use_that_is_not_known_has_no_columns() {
        let mut service = fixture::report("zh-CN").services.remove(0);
        for row in service.townships.iter_mut().chain([&mut service.county]) {
            (row.urban, row.rural) = (None, None);
        }
        let columns = Columns::of(&service);
        assert!(columns.urban.is_none() && columns.rural.is_none());
    }

    proptest! {
        /// "A larger circle never covers less" and "no more than there is" hold in print, whatever the rounding.
        #[test]
        fn printed_circles_are_nested(
            rows in prop::collection::vec((0.0..50_000.0_f64, 0.0..=1.0_f64, 0.0..=1.0_f64), 1..15),
        ) {
            let mut service = fixture::report("zh-CN").services.remove(0);
            service.townships = vec![service.townships[0].clone(); rows.len()];
            for (row, (land, outer, inner)) in service.townships.iter_mut().zip(rows) {
                row.residential_area_m2 = land;
                row.coverage[1].area_m2 = land * outer;
                row.coverage[0].area_m2 = land * outer * inner;
                let urban = row.urban.as_mut().unwrap();
                urban.residential_area_m2 = land * inner;
                urban.coverage[1].area_m2 = land * inner * outer;
                urban.coverage[0].area_m2 = land * inner * outer * inner;
            }
            let columns = Columns::of(&service);
            let (small, large) = (&columns.circles[0], &columns.circles[1]);
            let urban = columns.urban.as_ref().unwrap();
            for (whole, part) in [
                (&columns.residential, &large.covered),
                (&large.covered, &small.covered),
                (&columns.residential, &urban.residential),
                (&urban.residential, &urban.covered[1]),
                (&urban.covered[1], &urban.covered[0]),
            ] {
                for (whole, part) in whole.iter().flatten().zip(part.iter().flatten()) {
                    prop_assert!(!whole.minus(*part).to_string().starts_with('-'));
                }
            }
        }
    }
}
