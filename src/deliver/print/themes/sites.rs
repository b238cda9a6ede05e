//! Where facilities stand: symbols and names.

use geo::Coord;

use super::Of;
use crate::deliver::print::content::{Drawn, Layer, PlaceName};
use crate::model::Facility;
use crate::style::{Mark, Symbol};

/// How much of a symbol is seen that is drawn quieter.
const QUIET: f64 = 0.5;

impl<'a> Of<'a> {
    /// The facilities that exist, category by category, then those without a category; below them those that lie in no
    /// township and are counted nowhere.
    pub(super) fn facilities(self) -> Vec<Layer<'a>> {
        let (style, words) = (&self.printing.project.print.style, self.printing.words);
        let heading = words.label("words.map.facilities-heading");
        let is_outside = |facility: &&Facility| self.has_townships() && facility.township.is_none();
        let all = &self.service.facilities;
        let outside = sites(all.iter().filter(is_outside));
        let symbol = Symbol { colour: style.colours.township_border, mark: Mark::Circle };
        let mut layers = vec![Layer {
            legend: Some(words.label("words.map.facilities-outside")),
            heading: Some(heading.clone()),
            drawn: Drawn::Marks { places: outside, symbol, is_hollow: false, opacity: QUIET },
        }];
        let inside: Vec<&Facility> = all.iter().filter(|facility| !is_outside(facility)).collect();
        layers.extend(self.marks(&heading, &inside, false, 1.0));
        layers
    }

    /// Those that are planned: hollow symbols. Those that open after the plan's `year` are quieter, and below.
    pub(super) fn planned_facilities(self, year: Option<i32>) -> Vec<Layer<'a>> {
        let words = self.printing.words;
        let (later, now): (Vec<&Facility>, Vec<&Facility>) =
            self.service.planned.iter().partition(|facility| is_later(facility, year));
        let mut layers = Vec::new();
        if let Some(year) = year {
            let heading = words.filled("words.map.planned-later-heading", &[("year", &year)]);
            layers.extend(self.marks(&heading, &later, true, QUIET));
        }
        layers.extend(self.marks(&words.label("words.map.planned-facilities-heading"), &now, true, 1.0));
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
        let (later, now): (Vec<&Facility>, Vec<&Facility>) =
            self.service.planned.iter().partition(|facility| is_later(facility, year));
        names(now.into_iter().chain(later))
    }
}

/// Whether a planned facility opens only after the year of a plan. One without a year is of every plan.
fn is_later(facility: &Facility, year: Option<i32>) -> bool {
    facility.opening_year.zip(year).is_some_and(|(opens, year)| opens > year)
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
