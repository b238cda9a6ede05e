//! Sheets as they are laid out, of the sample and of real data. That real data lies outside the project in
//! `../shared/realdata`; where that folder is absent these tests say that they were skipped.

use std::path::{Path, PathBuf};

use super::drawing::{Area, Item, Text};
use super::sheet::{Page, compose};
use super::*;
use crate::assess::report_of;
use crate::project::{Filter, Flags};

/// Every map of a project on every sheet of its style, and as a figure of a document.
fn pages(project: Project) -> Vec<Page> {
    pages_changed(project, |_, _| {})
}

/// The same of a study and a report that are changed before they are drawn.
fn pages_changed(project: Project, change: impl Fn(&mut Study, &mut Report)) -> Vec<Page> {
    let mut study = Study::read(&project).unwrap();
    let coverage = Coverage::of(&study);
    let mut report = report_of(&study, &coverage, &project).unwrap();
    change(&mut study, &mut report);
    let printing = Printing::of(&report, &study, &coverage, &project).unwrap();
    let style = &project.print.style;
    let contents: Vec<_> = printing
        .services()
        .flat_map(|of| style.maps.iter().flat_map(move |map| themes::of(of, map)))
        .collect();
    contents
        .iter()
        .flat_map(|content| {
            let leaves = style.sheets.iter().map(|sheet| Leaf::from(*sheet)).chain([maps::FIGURE]);
            leaves.map(|leaf| compose(content, leaf, &printing))
        })
        .collect()
}

fn sample() -> Project {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    Project::load(&home.join("geodata/xinchang/project.toml")).unwrap()
}

fn realdata(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata").join(name);
    if !folder.exists() {
        println!("skipped: {} is not here", folder.display());
        return None;
    }
    Some(folder)
}

/// Every township is named; no name lies on another or on the inset's window, and none beyond its map.
fn names_are_in_order(pages: &[Page], n_townships: usize) {
    for page in pages {
        let title = &page.drawing.title;
        assert_eq!(page.unnamed, Vec::<String>::new(), "{title}");
        assert!(page.names[0].len() >= n_townships, "{title}");
        let inset = page.inset.map(|inset| page.frame.area_of(inset.extent()));
        for (names, frame) in page.names.iter().zip([Some(page.frame), page.inset]) {
            for (k, name) in names.iter().enumerate() {
                assert!(frame.unwrap().area.holds(*name), "{title}: {name:?}");
                assert!(names[..k].iter().all(|other| !other.overlaps(*name)), "{title}: {name:?}");
            }
        }
        assert!(page.names[0].iter().all(|name| inset.is_none_or(|inset| !inset.overlaps(*name))), "{title}");
    }
}

mod legends;
mod texts;

#[test]
fn names_of_the_sample_are_in_order() {
    let pages = pages(sample());
    // Nine maps (two of each plan) on two sheets and as a figure.
    assert_eq!(pages.len(), 27);
    names_are_in_order(&pages, 12);
    // The town has an inset on the maps that show facilities: all but the three of townships alone.
    assert_eq!(pages.iter().filter(|page| page.inset.is_some()).count(), 18);
}

#[test]
fn names_of_the_real_townships_of_xinchang_are_in_order() {
    let Some(folder) = realdata("xinchang") else { return };
    let project = Project::resolve(Flags {
        project: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/xinchang/project.toml")),
        townships: Some(folder.join("xinchang_townships12_wgs84.geojson")),
        ..Flags::default()
    });
    let pages = pages(project.unwrap());
    assert_eq!(pages.len(), 27);
    names_are_in_order(&pages, 12);
}

#[test]
fn names_of_liechtenstein_are_in_order() {
    let Some(folder) = realdata("liechtenstein") else { return };
    let amenities = Filter {
        field: "amenity".to_owned(),
        values: vec!["kindergarten".to_owned(), "childcare".to_owned()],
    };
    let project = Project::resolve(Flags {
        facilities: Some(folder.join("facilities.geojson")),
        residential: Some(folder.join("landuse_residential.geojson")),
        townships: Some(folder.join("municipalities.geojson")),
        filters: vec![amenities],
        ..Flags::default()
    });
    let pages = pages(project.unwrap());
    // No plan: facilities, two circles, rates, uncovered land.
    assert_eq!(pages.len(), 15);
    names_are_in_order(&pages, 11);
}

/// The texts around a map.
fn texts_around(page: &Page) -> impl Iterator<Item = &Text> {
    page.drawing.items[page.around..].iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        _ => None,
    })
}

/// What stands around a map is on the paper, inside the neat line but for a hair, and nothing of it lies on the map.
#[test]
fn what_stands_around_a_map_stays_off_it() {
    let project = sample();
    let fonts = Fonts::of(&project.print.style.fonts).unwrap();
    for page in pages(project.clone()) {
        let sheet = Area::new(0.0, 0.0, page.drawing.width_mm, page.drawing.height_mm).inset(8.0);
        for text in texts_around(&page).filter(|text| text.turned == 0.0) {
            let width = fonts.width_mm(&text.words, text.size_mm, text.weight);
            let left = match text.anchor {
                drawing::Anchor::Start => text.at.x,
                drawing::Anchor::Middle => text.at.x - width / 2.0,
                drawing::Anchor::End => text.at.x - width,
            };
            let box_ = Area::new(left, text.at.y - text.size_mm * 0.8, width, text.size_mm * 0.85);
            assert!(sheet.holds(box_), "{}: {text:?}", page.drawing.title);
            assert!(!page.frame.area.overlaps(box_), "{}: {text:?}", page.drawing.title);
        }
    }
}

/// The same drawing gives the same bytes, in every format.
#[test]
fn a_drawing_has_one_set_of_bytes() {
    let project = sample();
    let fonts = || Fonts::of(&project.print.style.fonts).unwrap();
    let page = pages(project.clone()).swap_remove(0);
    let date = Some(Date { year: 2025, month: 12, day: 31 });
    let about = About { title: "图", maker: None, date, language: "zh-CN", program: "lifecircle" };
    let of = |fonts: &Fonts| {
        let pdf = pdf::of(std::slice::from_ref(&page.drawing), Vec::new(), &about, fonts).unwrap();
        (
            pdf,
            png::of(&page.drawing, &tree(&page.drawing, fonts).unwrap(), 100).unwrap(),
            svg::of(&page.drawing, fonts),
        )
    };
    assert!(of(&fonts()) == of(&fonts()));
}

/// The picture has the dots that its resolution asks for, and says so.
#[test]
fn a_png_says_its_resolution() {
    let project = sample();
    let fonts = Fonts::of(&project.print.style.fonts).unwrap();
    let page = pages(project).swap_remove(0);
    let bytes = png::of(&page.drawing, &tree(&page.drawing, &fonts).unwrap(), 300).unwrap();
    let reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    // 420 mm × 297 mm at 300 dots an inch; 300 ÷ 0.0254 dots a metre.
    assert_eq!((reader.info().width, reader.info().height), (4961, 3508));
    let dots = reader.info().pixel_dims.unwrap();
    assert_eq!((dots.xppu, dots.yppu, dots.unit), (11811, 11811, ::png::Unit::Meter));
}
