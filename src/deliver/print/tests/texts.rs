//! Titles, makers, and texts of all sizes.

use super::*;
use crate::style::{Colour, MapStyle, MapTheme, Sheet, TextSizes};

fn on(sheet: Sheet, theme: MapTheme) -> Project {
    let mut project = sample();
    project.print.style.sheets = vec![sheet];
    project.print.style.maps = vec![MapStyle { theme, title: None }];
    project
}

fn a4(theme: MapTheme) -> Project {
    on(Sheet::ALL[5], theme)
}

/// A style file with such texts is refused; a style made otherwise is drawn all the same.
#[test]
fn no_size_of_text_breaks_a_sheet() {
    for sheet in Sheet::ALL {
        let mut project = on(sheet, MapTheme::PlanGuide);
        for size in [3.0, 40.0, 100.0] {
            project.print.style.text = TextSizes {
                title_pt: size,
                heading_pt: size,
                body_pt: size,
                small_pt: size,
                township_pt: size,
                place_pt: size,
            };
            for page in pages(project.clone()) {
                assert!(page.frame.scale.is_finite() && page.frame.area.width > 0.0);
            }
        }
    }
}

/// A title that is too long for a line stands in two, whole.
#[test]
fn a_long_title_has_two_lines() {
    let mut project = a4(MapTheme::Facilities);
    let long = "新昌县2025年托育服务设施专项规划基础设施现状分布及服务覆盖范围示意图（征求意见稿）";
    project.print.style.maps[0].title = Some(long.to_owned());
    let pages = pages(project);
    let title: Vec<String> = texts_around(&pages[0])
        .filter(|text| text.weight == drawing::Weight::Bold && long.contains(&*text.words))
        .map(|text| text.words.clone())
        .collect();
    assert_eq!((title.len(), title.concat()), (2, long.to_owned()));
}

/// One that is too long for two lines is cut in the second, between its words.
#[test]
fn a_very_long_title_is_cut_in_its_second_line() {
    let mut project = a4(MapTheme::Facilities);
    project.print.style.maps[0].title =
        Some("Childcare facilities of the county ".repeat(12).trim().to_owned());
    let pages = pages(project);
    let is_title = |text: &&Text| text.words.starts_with("Childcare") || text.words.ends_with('…');
    let title: Vec<String> =
        texts_around(&pages[0]).filter(is_title).map(|text| text.words.clone()).collect();
    assert_eq!(title.len(), 2);
    assert!(title[1].ends_with('…') && title[1].contains("facilities of the"), "{title:?}");
}

/// A maker's name is not cut.
#[test]
fn a_long_maker_is_whole() {
    let mut project = a4(MapTheme::Facilities);
    project.maker = Some("新昌县自然资源和规划局国土空间规划编制研究中心".to_owned());
    for page in pages(project) {
        let all: String = texts_around(&page).map(|text| &*text.words).collect();
        assert!(all.contains("新昌县自然资源和规划局国土空间规划编制研究中心"), "{all}");
    }
}

/// Paper of another colour is the ground of the whole sheet.
#[test]
fn the_whole_sheet_has_the_colour_of_the_paper() {
    let mut project = a4(MapTheme::Rates);
    assert!(!is_ground(&pages(project.clone())[0]));
    project.print.style.colours.paper = Colour::parse("#fffff0").unwrap();
    assert!(is_ground(&pages(project)[0]));
}

fn is_ground(page: &Page) -> bool {
    let sheet = Area::new(0.0, 0.0, page.drawing.width_mm, page.drawing.height_mm);
    matches!(&page.drawing.items[0], Item::Path { lines, fill: Some(_), .. } if lines[..] == [sheet.ring()])
}
