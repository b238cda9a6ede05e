//! What every run checks of itself, and towns on which the check once stopped a run that was right.

use geo::coord;

use super::town::Town;
use super::world::rectangle;
use crate::coverage::Coverage;
use crate::report::Relation;

/// A town of two quarters of 300 m side by side and a facility at a place, in metres.
fn beside(x: f64, y: f64) -> Town {
    let mut town = Town::drawn(
        "
        A A A B B B
        A A A B B B
        A A A B B B
        ---
        1: population=10
        ",
    );
    let facility = super::world::facility(x, y, None, Some(1.0), Some(0));
    town.world.study.services[0].facilities.push(facility);
    town.world.coverage = Coverage::of(&town.world.study);
    town
}

/// The circle of 300 m touches both quarters in their common corner, and covers nothing of either.
#[test]
fn a_circle_that_touches_two_neighbours_covers_nothing() {
    let service = beside(300.0, -300.0).service();
    assert_eq!((service.county.coverage[0].area_m2, service.county.coverage[0].rate), (0.0, Some(0.0)));
    assert!(service.county.coverage[1].area_m2 > 90_000.0);
}

/// Quarters of 0.1 m × 300 m with a facility at a corner: the circle ends in the opposite one.
#[test]
fn a_thin_quarter_that_a_circle_ends_in_breaks_no_check() {
    for height in [0.1, 0.01, 1e-3, 1e-6] {
        let mut town = beside(0.0, 0.0);
        let study = &mut town.world.study;
        for (piece, west) in study.pieces.iter_mut().zip([0.0, 300.0]) {
            piece.shape = rectangle(west, 0.0, west + 300.0, height);
            piece.plane_area_m2 = 300.0 * height;
        }
        for (parcel, west) in study.parcels.iter_mut().zip([0.0, 300.0]) {
            parcel.plane_area_m2 = 300.0 * height;
            parcel.centre = coord! { x: west + 150.0, y: 0.5 * height };
        }
        town.world.coverage = Coverage::of(study);
        let rate = town.service().county.coverage[0].rate.unwrap();
        assert!((rate - 0.5).abs() < 1e-3, "{height}: {rate}");
    }
}

#[test]
fn every_check_is_in_the_report_and_holds() {
    let report = beside(100.0, 100.0).report();
    let ids: Vec<&str> = report.conservation.iter().map(|check| check.id).collect();
    for id in [
        "townships-make-the-county",
        "covered-and-uncovered",
        "covered-within-all",
        "inner-within-outer",
        "facilities-accounted-for",
    ] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    assert!(report.conservation.iter().all(|check| check.holds));
    let covered = report.conservation.iter().find(|check| check.id == "covered-and-uncovered").unwrap();
    assert_eq!((covered.relation, covered.right), (Relation::Equal, 180_000.0));
}

/// A figure that is lost between township and county, or a circle that covers less than a smaller one, stops the run.
#[test]
fn a_broken_check_is_an_error_and_gives_out_no_figure() {
    let mut lost = beside(100.0, 100.0);
    lost.world.coverage.land[0].area_m2 = 1000.0;
    let mut shrunk = beside(100.0, 100.0);
    shrunk.world.coverage.services[0].circles[1].covered_plane_m2[0] = 0.0;
    for (town, name) in
        [(lost, "covered land is not more than all land"), (shrunk, "circle covers no more than")]
    {
        let world = &town.world;
        let error = crate::assess::report_of(&world.study, &world.coverage, &world.project).unwrap_err();
        let language = crate::messages::Language::En;
        let (message, cause) = (error.message(language), error.cause(language).unwrap_or_default());
        assert!(message.contains("cannot give out figures that disagree"), "{message}");
        assert!(cause.contains(name), "{cause}");
    }
}
