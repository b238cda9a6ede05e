//! The map of the page: shapes, symbols, and what is told of what is chosen on it.

use geo::{Coord, Rect};
use rayon::prelude::*;

use super::super::palette;
use super::super::tables::{self, Table};
use super::super::words::{Words, amount};
use super::data::{
    MapCategory, MapCircle, MapFacilities, MapLand, MapParcels, MapService, MapTownships, PageCell, PageMap,
    Share, columns,
};
use super::shape::{Drawing, PageShape, UNIT_M};
use super::themes::themes;
use crate::coverage::{Coverage, ServiceCoverage, service_area_shape, uncovered_shape};
use crate::geometry::bounds;
use crate::model::{Service, Study};
use crate::report::{Report, ServiceReport};

/// Up to so many pieces of land the shapes are drawn as they are.
const MOST_PIECES: usize = 20_000;
/// What a map of a county in a window can show: shapes of more pieces are simplified by so many metres.
const SIMPLIFIED_M: f64 = 5.0;

/// The map of all services.
pub(super) fn map(report: &Report, study: &Study, coverage: &Coverage, words: Words) -> PageMap {
    let extent = extent(report, study);
    let tolerance_m = (study.pieces.len() > MOST_PIECES).then_some(SIMPLIFIED_M);
    let drawing = Drawing { origin: origin(extent), tolerance_m };
    let service = |(at, told): (usize, &ServiceReport)| {
        let (service, covered) = (study.services.get(at)?, coverage.services.get(at)?);
        Some(OfService { told, service, covered, report, study, drawing, words }.map())
    };
    PageMap {
        unit_m: UNIT_M,
        origin: [drawing.origin.x, drawing.origin.y],
        extent: drawing.extent(extent),
        crs: words.coordinate_line(&report.method),
        method: words.label("words.statement.coverage"),
        simplified_m: tolerance_m,
        townships: MapTownships {
            names: study.townships.iter().map(|township| township.name.clone()).collect(),
            shapes: study.townships.par_iter().map(|township| drawing.shape(&township.shape)).collect(),
            table: "townships",
        },
        land: MapLand {
            names: study
                .pieces
                .iter()
                .map(|piece| study.parcels.get(piece.parcel).and_then(|parcel| parcel.name.clone()))
                .collect(),
            townships: study.pieces.iter().map(|piece| piece.township).collect(),
            shapes: study.pieces.par_iter().map(|piece| drawing.shape(&piece.shape)).collect(),
        },
        services: report.services.iter().enumerate().filter_map(service).collect(),
    }
}

/// The box of all that is drawn.
fn extent(report: &Report, study: &Study) -> Rect<f64> {
    let land = study.townships.iter().map(|t| &t.shape).chain(study.pieces.iter().map(|p| &p.shape));
    let facilities = report.services.iter().flat_map(|service| &service.facilities);
    let places = facilities.map(|f| Rect::new((f.easting_m, f.northing_m), (f.easting_m, f.northing_m)));
    let all = land.filter_map(bounds).chain(places).reduce(|a, b| {
        Rect::new(
            (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
            (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
        )
    });
    all.unwrap_or_else(|| Rect::new((0.0, 0.0), (0.0, 0.0)))
}

/// A round place at the lower left: coordinates of the page are then short, and positive.
fn origin(extent: Rect<f64>) -> Coord<f64> {
    let round = |value: f64| (value / 1000.0).floor() * 1000.0;
    Coord { x: round(extent.min().x), y: round(extent.min().y) }
}

/// What the map of one service is made of.
#[derive(Clone, Copy)]
struct OfService<'a> {
    told: &'a ServiceReport,
    service: &'a Service,
    covered: &'a ServiceCoverage,
    report: &'a Report,
    study: &'a Study,
    drawing: Drawing,
    words: Words,
}

impl OfService<'_> {
    fn map(self) -> MapService {
        let circles = self.covered.circles.len().min(self.told.circles.len());
        let shares = |circle: usize| -> Vec<Share> {
            (0..self.study.pieces.len()).map(|piece| Share(self.share(circle, piece))).collect()
        };
        let parcels = tables::of_parcels(self.told, self.study, self.service, self.covered, self.words);
        MapService {
            circles: (0..circles).filter_map(|circle| self.circle(circle)).collect(),
            themes: themes(self.told, self.words),
            categories: self.categories(),
            facilities: self.facilities(),
            parcels: MapParcels {
                columns: columns(&parcels),
                rows: rows(&parcels),
                shares: (0..circles).map(shares).collect(),
            },
            uncovered: (0..circles).map(|circle| self.uncovered(circle)).collect(),
        }
    }

    fn circle(self, at: usize) -> Option<MapCircle> {
        let circle = self.told.circles.get(at)?;
        let radius = amount(circle.radius_m);
        Some(MapCircle {
            minutes: circle.minutes,
            radius_m: circle.radius_m,
            label: self
                .words
                .filled("words.page.circle", &[("minutes", &circle.minutes), ("radius", &radius)]),
            area: self.drawing.shape(&service_area_shape(self.covered.circles.get(at)?)),
        })
    }

    /// The covered share of a piece. What rounding leaves of a piece that is reached whole, or not at all, is nothing.
    fn share(self, circle: usize, piece: usize) -> f64 {
        const ROUNDING: f64 = 1e-9;
        let covered = self.covered.circles.get(circle).and_then(|c| c.covered_plane_m2.get(piece));
        let whole = self.study.pieces.get(piece).map(|piece| piece.plane_area_m2).unwrap_or_default();
        match covered.map(|covered| covered / whole) {
            Some(share) if share >= 1.0 - ROUNDING => 1.0,
            Some(share) if share > ROUNDING => share,
            _ => 0.0,
        }
    }

    /// The pieces that a circle does not reach whole.
    fn uncovered(self, circle: usize) -> Vec<(usize, Option<PageShape>)> {
        let Some(disks) = self.covered.circles.get(circle) else { return Vec::new() };
        let left_out = |piece: usize| match self.share(circle, piece) {
            share if share >= 1.0 => None,
            share if share <= 0.0 => Some((piece, None)),
            // Slivers that are not drawn are not told of either.
            _ => {
                let shape = self.drawing.shape(&uncovered_shape(self.study, disks, piece))?;
                Some((piece, Some(shape)))
            }
        };
        (0..self.study.pieces.len()).into_par_iter().filter_map(left_out).collect()
    }

    fn categories(self) -> Vec<MapCategory> {
        let symbols = self.told.categories.iter().enumerate().map(|(at, name)| {
            let symbol = palette::symbol(at);
            MapCategory { name: name.clone(), colour: symbol.colour, shape: symbol.mark.name() }
        });
        symbols.collect()
    }

    fn facilities(self) -> MapFacilities {
        let facilities = &self.told.facilities;
        let category = |name: &Option<String>| {
            let name = name.as_deref()?;
            self.told.categories.iter().position(|category| category == name)
        };
        let all = tables::of_service(self.told, self.report, self.words);
        let table = all.iter().find(|table| table.name == "facilities");
        MapFacilities {
            names: facilities.iter().map(|f| f.name.clone()).collect(),
            category: facilities.iter().map(|f| category(&f.category)).collect(),
            status: facilities.iter().map(|f| f.status).collect(),
            at: facilities
                .iter()
                .map(|f| self.drawing.place(Coord { x: f.easting_m, y: f.northing_m }))
                .collect(),
            columns: table.map(columns).unwrap_or_default(),
            rows: table.map(rows).unwrap_or_default(),
        }
    }
}

fn rows(table: &Table) -> Vec<Vec<PageCell>> {
    table.rows.iter().map(|row| row.cells.iter().map(PageCell::of).collect()).collect()
}
