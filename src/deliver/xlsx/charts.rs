//! Charts of a service: coverage by township, and places planned against places that there are.
//!
//! Their series refer to cells: those of 表1, and a small table below the charts, without the rows of totals.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, Color,
    Worksheet, XlsxError,
};

use super::super::rounding::Fixed;
use super::super::words::{Words, amount};
use super::contents::{Kind, Part, Planned};
use super::formats::{Content, Formats, Look, Place};
use super::sheet::{FIRST_ROW, above};
use super::{layout, text};
use crate::report::{ServiceReport, StageReport};

/// Colours that every eye tells apart (Okabe and Ito): blue, orange, green, vermilion, sky blue, purple.
const COLOURS: [u32; 6] = [0x00_72_B2, 0xE6_9F_00, 0x00_9E_73, 0xD5_5E_00, 0x56_B4_E9, 0xCC_79_A7];

/// Pixels of a chart: one fills A4 landscape within its margins.
const SIZE: (u32, u32) = (1040, 600);

/// The columns over which a chart lies, each so many half-widths wide.
const COLUMNS: u16 = 13;
const COLUMN_PIXELS: u32 = 80;

/// Pixels of a row, and the rows under a chart.
const ROW_PIXELS: u32 = 24;
const ROWS_OF_A_CHART: u32 = SIZE.1 / ROW_PIXELS + 1;

/// With more townships than this, figures above the bars would cover each other.
const MOST_WITH_LABELS: usize = 16;

/// Fills the sheet with the charts of a service.
pub(super) fn fill(
    worksheet: &mut Worksheet,
    sheet: &Planned,
    all: &[Planned],
    service: &ServiceReport,
    formats: &mut Formats,
    words: Words,
) -> Result<(), XlsxError> {
    for column in 0..COLUMNS {
        worksheet.set_column_width_pixels(column, COLUMN_PIXELS)?;
    }
    let width = u32::from(COLUMNS) * COLUMN_PIXELS / layout::PIXELS;
    above(worksheet, sheet, COLUMNS - 1, width as usize, formats, words)?;
    let mut row = 2;
    if let Some(chart) = coverage(sheet, all, service, formats, words) {
        place(worksheet, row, &chart)?;
        row += ROWS_OF_A_CHART;
    }
    if let Some(stage) = with_plan(service) {
        let caption = row + ROWS_OF_A_CHART;
        let table = caption + 1;
        place(worksheet, row, &places(&sheet.name, table, stage, formats, words))?;
        worksheet.set_page_breaks(&[row, caption])?;
        worksheet.merge_range(caption, 0, caption, 2, &title_of_places(stage, words), &formats.heading())?;
        worksheet.set_row_height(caption, 36)?;
        write_places(worksheet, table, stage, formats, words)?;
    }
    Ok(())
}

/// Places a chart over rows of known height: it is held by its first and last row.
fn place(worksheet: &mut Worksheet, row: u32, chart: &Chart) -> Result<(), XlsxError> {
    for row in row..row + ROWS_OF_A_CHART {
        worksheet.set_row_height_pixels(row, ROW_PIXELS)?;
    }
    // A little below the break of the page, to which its border would belong.
    worksheet.insert_chart_with_offset(row, 0, chart, 0, 6)?;
    Ok(())
}

/// Coverage rates by township, a series a circle, from the cells of 表1.
fn coverage(
    sheet: &Planned,
    all: &[Planned],
    service: &ServiceReport,
    formats: &Formats,
    words: Words,
) -> Option<Chart> {
    let (name, part) = all.iter().find_map(|other| match &other.kind {
        Kind::Table(part) if other.service == sheet.service && part.table.name == "townships" => {
            Some((other.name.as_str(), part))
        }
        _ => None,
    })?;
    let rates = columns_of(part, "coverage-rate");
    let category = *columns_of(part, "township").first()?;
    let last = last_row(part.rows.len() - part.totals())?;

    let mut chart = started("coverage", "coverage-axis", formats, words);
    chart.y_axis().set_min(0).set_max(100);
    for ((column, circle), colour) in rates.iter().zip(&service.circles).zip(COLOURS.into_iter().cycle()) {
        let radius = amount(circle.radius_m);
        let told =
            words.filled("words.workbook.chart.circle", &[("minutes", &circle.minutes), ("radius", &radius)]);
        let series = chart.add_series();
        series
            .set_name(&told)
            .set_categories((name, FIRST_ROW, category, last, category))
            .set_values((name, FIRST_ROW, *column, last, *column))
            .set_format(&mut filled(colour));
        if part.rows.len() <= MOST_WITH_LABELS {
            series.set_data_label(&label(formats));
        }
    }
    (!rates.is_empty()).then_some(chart)
}

/// The columns of a sheet that have this name.
fn columns_of(part: &Part, name: &str) -> Vec<u16> {
    (0..).zip(part.names()).filter(|(_, of)| *of == name).map(|(at, _)| at).collect()
}

fn last_row(rows: usize) -> Option<u32> {
    let rows = u32::try_from(rows).ok().filter(|rows| *rows > 0)?;
    Some(FIRST_ROW + rows - 1)
}

/// Today, where there is a plan beside it.
fn with_plan(service: &ServiceReport) -> Option<&StageReport> {
    let is_planned = |stage: &&StageReport| stage.townships.iter().any(|row| row.planned.places.is_some());
    service.stages.first().filter(is_planned)
}

/// Places planned and places that there are, from the table at `row` of the sheet `name`.
fn places(name: &str, row: u32, stage: &StageReport, formats: &Formats, words: Words) -> Chart {
    let mut chart = started("places", "places-axis", formats, words);
    chart.title().set_name(&title_of_places(stage, words));
    let n = stage.townships.len();
    let last = row + u32::try_from(n).unwrap_or(0);
    for ((column, key), colour) in [(1, "planned"), (2, "existing")].into_iter().zip(COLOURS) {
        let series = chart.add_series();
        series
            .set_name(&words.label(&format!("words.workbook.chart.{key}")))
            .set_categories((name, row + 1, 0, last, 0))
            .set_values((name, row + 1, column, last, column))
            .set_format(&mut filled(colour));
        if n <= MOST_WITH_LABELS {
            series.set_data_label(&label(formats));
        }
    }
    chart
}

fn title_of_places(stage: &StageReport, words: Words) -> String {
    match stage.plan_year {
        Some(year) => words.filled("words.workbook.chart.places-of-year", &[("year", &year)]),
        None => words.label("words.workbook.chart.places"),
    }
}

/// Writes the table of the second chart: a row a township.
fn write_places(
    worksheet: &mut Worksheet,
    row: u32,
    stage: &StageReport,
    formats: &mut Formats,
    words: Words,
) -> Result<(), XlsxError> {
    let heading = formats.heading();
    for (column, key) in [(0, "township"), (1, "planned"), (2, "existing")] {
        let told = layout::broken(&words.label(&format!("words.workbook.chart.{key}")));
        worksheet.write_string_with_format(row, column, told, &heading)?;
    }
    worksheet.set_row_height(row, 36)?;
    let cut = words.label("words.workbook.cut");
    for (row, township) in (row + 1..).zip(&stage.townships) {
        worksheet.set_row_height(row, layout::usual_height())?;
        let name = township.name.clone().unwrap_or_else(|| words.none());
        let look = |content, place| Look { content, place, is_total: false };
        let format = formats.cell(look(Content::Literal, Place::Centre));
        worksheet.write_string_with_format(row, 0, text::for_cell(&name, &cut), format)?;
        for (column, figure) in [(1, township.planned.places), (2, Some(township.facilities.places))] {
            match figure.map(Fixed::amount) {
                Some(number) => {
                    let look = look(Content::Number(number.decimals()), Place::Right);
                    worksheet.write_number_with_format(row, column, number.value(), formats.cell(look))?;
                }
                None => {
                    let format = formats.cell(look(Content::Text, Place::Centre));
                    worksheet.write_string_with_format(row, column, words.none(), format)?;
                }
            }
        }
    }
    Ok(())
}

/// A chart of columns with its title, axes and legend.
fn started(title: &str, axis: &str, formats: &Formats, words: Words) -> Chart {
    let told = |key: &str| words.label(&format!("words.workbook.chart.{key}"));
    let font = |size: f64| {
        let mut font = ChartFont::new();
        font.set_name(formats.title_font()).set_size(size).unset_bold();
        font
    };
    let mut chart = Chart::new_column();
    chart.set_width(SIZE.0).set_height(SIZE.1).set_alt_text(told(title));
    chart.title().set_name(&told(title)).set_font(font(14.0).set_bold());
    chart.x_axis().set_name(&told("township")).set_name_font(&font(10.0)).set_font(&font(9.0));
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(0xD9_D9_D9));
    chart.y_axis().set_name(&told(axis)).set_name_font(&font(10.0)).set_font(&font(9.0));
    chart.y_axis().set_major_gridlines_line(&grid).set_num_format("0");
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(10.0));
    chart
}

fn filled(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)));
    format
}

/// The figure above a bar.
fn label(formats: &Formats) -> ChartDataLabel {
    let mut font = ChartFont::new();
    font.set_name(formats.title_font()).set_size(8);
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(&font);
    label
}
