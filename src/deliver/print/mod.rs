//! What is printed: maps and the atlas.
//!
//! A map goes one way: a theme says what is drawn (`content`), a frame puts it on paper (`frame`), a sheet sets it
//! with title, legend, scale and notes (`sheet`), as a `drawing` in millimetres; that is written as SVG, and from the
//! SVG as PDF and PNG.

mod atlas;
mod bars;
mod characters;
mod clip;
mod content;
mod draw;
mod drawing;
mod focus;
mod fonts;
mod frame;
mod furniture;
mod labels;
mod legend;
mod look;
mod maps;
mod margins;
mod pdf;
mod png;
mod sheet;
mod svg;
mod symbols;
#[cfg(test)]
mod tests;
mod themes;

use std::cell::OnceCell;

use geo::{Coord, MultiPolygon};
use resvg::usvg;

pub(super) use self::atlas::write as write_atlas;
pub use self::characters::unprintable;
use self::drawing::Drawing;
use self::fonts::Fonts;
use self::look::{Leaf, Look};
pub(super) use self::maps::{figures, write as write_maps};
use super::words::Words;
use crate::coverage::Coverage;
use crate::crs::Unprojector;
use crate::error::Error;
use crate::model::Study;
use crate::project::{Date, Project};
use crate::report::Report;

/// Everything that a page is printed from.
pub(super) struct Printing<'a> {
    report: &'a Report,
    study: &'a Study,
    coverage: &'a Coverage,
    project: &'a Project,
    words: Words,
    fonts: Fonts,
    /// Out of the study's plane, for coordinates on the frame; `None` where PROJ cannot.
    unprojector: Option<Unprojector>,
    /// Where the existing facilities of all services stand: an inset is made where they are crowded.
    places: Vec<Coord<f64>>,
    /// By service and circle: the shapes of the land that it leaves out, once they are asked for.
    left_out: Vec<Vec<OnceCell<Vec<MultiPolygon<f64>>>>>,
}

impl<'a> Printing<'a> {
    /// # Errors
    /// A font of the style cannot be read.
    pub(super) fn of(
        report: &'a Report,
        study: &'a Study,
        coverage: &'a Coverage,
        project: &'a Project,
    ) -> Result<Self, Error> {
        let facilities = study.services.iter().flat_map(|service| &service.facilities);
        Ok(Self {
            report,
            study,
            coverage,
            project,
            words: Words::of_tag(report.project.language),
            fonts: Fonts::of(&project.print.style.fonts)?,
            unprojector: study.plane.unprojector().ok(),
            left_out: coverage.services.iter().map(|of| vec![OnceCell::new(); of.circles.len()]).collect(),
            places: facilities.flat_map(|facility| &facility.sites).map(|site| site.at).collect(),
        })
    }

    fn look(&self, leaf: impl Into<Leaf>) -> Look<'_> {
        Look { style: &self.project.print.style, fonts: &self.fonts, scale: leaf.into().text_scale }
    }

    /// The services that have figures.
    fn services(&self) -> impl Iterator<Item = themes::Of<'_>> {
        let told = self.report.services.iter().zip(&self.coverage.services).zip(&self.study.services);
        told.enumerate().map(|(position, ((told, coverage), service))| themes::Of {
            printing: self,
            position,
            told,
            service,
            coverage,
        })
    }

    fn about(&self) -> About<'_> {
        About {
            title: &self.report.project.name,
            maker: self.report.project.maker.as_deref(),
            date: self.project.print.date,
            language: self.report.project.language,
            program: self.report.program.name,
        }
    }

    /// The project and its year.
    fn subtitle(&self) -> String {
        let (words, project) = (self.words, &self.report.project);
        match project.year {
            Some(year) => {
                words.filled("words.map.project-of-year", &[("project", &project.name), ("year", &year)])
            }
            None => project.name.clone(),
        }
    }

    /// Where the data come from, and of which year they are.
    fn source_line(&self) -> String {
        let words = self.words;
        let source = self.project.print.data_source.clone().unwrap_or_else(|| {
            let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
            let names: Vec<String> = self.report.inputs.iter().map(|input| name(&input.path)).collect();
            names.join(&words.label("words.map.and"))
        });
        match self.report.project.year {
            Some(year) => words.filled("words.map.source-of-year", &[("source", &source), ("year", &year)]),
            None => words.filled("words.map.source", &[("source", &source)]),
        }
    }

    /// Maker, date and number of the map review, a line each.
    fn signature(&self) -> Vec<String> {
        let (words, print) = (self.words, &self.project.print);
        let maker = self
            .report
            .project
            .maker
            .as_ref()
            .map(|maker| words.filled("words.map.maker", &[("maker", maker)]));
        let date = print.date.map(|date| words.filled("words.map.date", &[("date", &words.date(date))]));
        let number = print.map_review_number.as_ref();
        let number = number.map(|number| words.filled("words.map.review-number", &[("number", number)]));
        [number, maker, date].into_iter().flatten().collect()
    }
}

/// What a printed file says of itself.
#[derive(Clone, Copy)]
struct About<'a> {
    title: &'a str,
    maker: Option<&'a str>,
    date: Option<Date>,
    language: &'a str,
    program: &'a str,
}

/// The page as the tree that PDF and PNG are drawn from.
fn tree(drawing: &Drawing, fonts: &Fonts) -> Result<usvg::Tree, Error> {
    let options = usvg::Options {
        fontdb: fonts.database(),
        font_resolver: fonts.resolver(),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(&svg::with_boxes(drawing, fonts), &options)
        .map_err(|error| cannot_draw(&drawing.title, error))
}

/// A page that cannot be made: a fault of this program, told with what it was.
fn cannot_draw(title: &str, reason: impl std::fmt::Display) -> Error {
    Error::data("cannot-draw").with("title", title).with("reason", reason)
}
