//! Where facilities stand: symbols and names.

use geo::Coord;

use super::Of;
use crate::deliver::print::content::{Drawn, Layer, PlaceName};
use crate::model::Facility;
use crate::style::{Mark, Symbol};

/// How much of a symbol is seen that is drawn quieter.
const QUIET: f64 = 0.65;

impl<'a> Of<'a> {
    /// The facilities that exist, category by category, then those without a category; below them those that lie in no
    /// township and are counted nowhere.
    pub(super) fn facilities(self) -> Vec<Layer<'a>> {
        let heading = self.printing.words.label("words.map.facilities-heading");
        let all: Vec<&Facility> = self.service.facilities.iter().collect();
        self.in_and_out(&heading, &all, false, 1.0)
    }

    /// Those that are planned: hollow symbols. Those that open after the plan's `year` are quieter, and below, then those
    /// that do not say when.
    pub(super) fn planned_facilities(self, year: Option<i32>) -> Vec<Layer<'a>> {
        let words = self.printing.words;
        let of = |opening: Opening| -> Vec<&Facility> {
            self.service.planned.iter().filter(|facility| Opening::of(facility, year) == opening).collect()
        };
        let mut layers = Vec::new();
        if let Some(year) = year {
            let later = words.filled("words.map.planned-later-heading", &[("year", &year)]);
            layers.extend(self.in_and_out(&later, &of(Opening::Later), true, QUIET));
            let undated = words.label("words.map.planned-undated-heading");
            layers.extend(self.in_and_out(&undated, &of(Opening::Unknown), true, QUIET));
        }
        let heading = words.label("words.map.planned-facilities-heading");
        layers.extend(self.in_and_out(&heading, &of(Opening::Planned), true, 1.0));
        layers
    }

    /// Facilities by category, and below them, grey, those that lie in no township.
    fn in_and_out(
        self,
        heading: &str,
        facilities: &[&Facility],
        is_hollow: bool,
        opacity: f64,
    ) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        let (outside, inside): (Vec<&Facility>, Vec<&Facility>) =
            facilities.iter().partition(|facility| self.has_townships() && facility.township.is_none());
        let symbol = Symbol { colour: style.colours.township_border, mark: Mark::Circle };
        let places = sites(outside.into_iter());
        let mut layers = vec![Layer {
            legend: Some(words.label("words.map.facilities-outside")),
            heading: Some(heading.to_owned()),
            drawn: Drawn::Marks { places, symbol, is_hollow, opacity: QUIET },
        }];
        layers.extend(self.marks(heading, &inside, is_hollow, opacity));
        layers
    }

    fn marks(self, heading: &str, facilities: &[&Facility], is_hollow: bool, opacity: f64) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        let categories = self.told.categories.iter().enumerate().map(|(k, name)| (Some(k), name.clone()));
        let rest = (None, words.label("words.map.no-category"));
        let all = categories.chain([rest]).enumerate();
        let layers = all.filter_map(|(at, (category, name))| {
            let of = facilities.iter().filter(|facility| facility.category == category);
            let places = sites(of.copied());
            let symbol = style.symbol(at)?;
            let drawn = Drawn::Marks { places, symbol, is_hollow, opacity };
            Some(Layer { legend: Some(name), heading: Some(heading.to_owned()), drawn })
        });
        // The legend reads a map from above: the first category lies highest.
        let mut layers: Vec<_> = layers.collect();
        layers.reverse();
        layers
    }

    /// The names of the existing facilities.
    pub(super) fn names(self) -> Vec<PlaceName> {
        names(self.service.facilities.iter())
    }

    /// The names of the planned facilities: first of those that open by the plan's `year`.
    pub(super) fn planned_names(self, year: Option<i32>) -> Vec<PlaceName> {
        let (now, others): (Vec<&Facility>, Vec<&Facility>) =
            self.service.planned.iter().partition(|facility| Opening::of(facility, year) == Opening::Planned);
        names(now.into_iter().chain(others))
    }
}

/// When a planned facility opens, beside the year of a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// By that year; or the plan has none.
    Planned,
    /// After it.
    Later,
    /// It does not say.
    Unknown,
}

impl Opening {
    fn of(facility: &Facility, year: Option<i32>) -> Self {
        match (facility.opening_year, year) {
            (_, None) => Self::Planned,
            (None, Some(_)) => Self::Unknown,
            (Some(opens), Some(year)) if opens > year => Self::Later,
            _ => Self::Planned,
        }
    }
}

fn sites<'f>(facilities: impl Iterator<Item = &'f Facility>) -> Vec<Coord<f64>> {
    facilities.flat_map(|facility| &facility.sites).map(|site| site.at).collect()
}

fn names<'f>(facilities: impl Iterator<Item = &'f Facility>) -> Vec<PlaceName> {
    let named = facilities.filter_map(|facility| {
        let (name, site) = (facility.name.as_ref()?, facility.sites.first()?);
        Some(PlaceName { at: site.at, name: name.clone() })
    });
    named.collect()
}
