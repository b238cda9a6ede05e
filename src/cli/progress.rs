//! The bar that long work draws on the terminal, and takes away again when it ends.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use lifecircle::deliver::for_terminal;
use lifecircle::messages::{Args, Language, label, text};
use lifecircle::progress::{Progress, Silent, Step};

use super::pace::{Unit, pace};

/// Work that ends sooner draws nothing.
const DELAY: Duration = Duration::from_millis(500);
/// So many times a second the bar is drawn, however often the work advances.
const DRAWN_PER_SECOND: u8 = 10;

/// The bar of this run on standard error; nothing where that is no terminal, or one that cannot move its cursor.
pub(super) fn on_terminal(language: Language) -> Box<dyn Progress> {
    if std::io::stderr().is_terminal() && can_redraw() {
        Box::new(Bar::new(language))
    } else {
        Box::new(Silent)
    }
}

/// Whether the terminal can draw a line anew. Outside of Unix there is no `TERM`.
fn can_redraw() -> bool {
    match std::env::var_os("TERM") {
        Some(term) => term != "dumb",
        None => cfg!(not(unix)),
    }
}

/// A line that says what the work is at, how fast it goes and how long it will take. It has no colours, so that `NO_COLOR`
/// has nothing to take away, and no other characters than ASCII and the words, which are as wide in every font.
struct Bar {
    bar: ProgressBar,
    language: Language,
    /// What makes the bar appear after the delay.
    appearing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Bar {
    fn new(language: Language) -> Self {
        let bar = ProgressBar::hidden();
        // Until a step begins there is nothing to tell.
        bar.set_style(style("{spinner}"));
        let shown = bar.clone();
        let (ends, ended) = mpsc::channel();
        let appear = move || {
            if ended.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr_with_hz(DRAWN_PER_SECOND));
                // The threads that work only count: another one draws.
                shown.enable_steady_tick(Duration::from_secs(1) / u32::from(DRAWN_PER_SECOND));
            }
        };
        let appearing = Builder::new().spawn(appear).ok().map(|thread| (ends, thread));
        Self { bar, language, appearing }
    }

    /// A step begins that began at this moment.
    fn begin_at(&self, began: Instant, step: Step<'_>, total: Option<(u64, Unit)>) {
        let language = self.language;
        let style = match total {
            None => style("{spinner} {wide_msg}"),
            Some((total, unit)) => {
                let pace = move |state: &ProgressState, to: &mut dyn std::fmt::Write| {
                    let pace = pace(unit, state.pos(), total, began.elapsed(), language);
                    let gap = if pace.is_empty() { "" } else { "  " };
                    // A text that is drawn takes whatever it is given.
                    let _ = write!(to, "{pace}{gap}");
                };
                style("{spinner} [{bar:24}] {percent:>3}%  {pace}{wide_msg}").with_key("pace", pace)
            }
        };
        // Only the words draw, once the rest is that of the new step.
        self.bar.set_style(style);
        self.bar.update(|state| {
            state.set_len(total.map(|(total, _)| total).unwrap_or_default());
            state.set_pos(0);
        });
        self.bar.set_message(words(step, language));
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ").tick_chars(r"-\|/ ")
}

impl Progress for Bar {
    fn begin(&self, step: Step<'_>, total: Option<u64>) {
        self.begin_at(Instant::now(), step, total.map(|total| (total, Unit::Parts)));
    }

    fn begin_bytes(&self, step: Step<'_>, total: u64) {
        self.begin_at(Instant::now(), step, Some((total, Unit::Bytes)));
    }

    fn advance(&self, by: u64) {
        self.bar.inc(by);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((ends, thread)) = self.appearing.take() {
            drop(ends);
            // It cannot panic, and if it did there would be no bar to take away.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// What a step is, for people.
fn words(step: Step<'_>, language: Language) -> String {
    let mut args = Args::default();
    let key = match step {
        Step::Reading { role, path } => {
            args.set("role", label(language, &format!("words.role.{role}")));
            args.set("file", path.file_name().map(Path::new).unwrap_or(path).display());
            "cli.progress.reading"
        }
        Step::Preparing => "cli.progress.preparing",
        Step::Coverage => "cli.progress.coverage",
        Step::Assessment => "cli.progress.assessment",
        Step::Writing { file } => {
            args.set("file", file);
            "cli.progress.writing"
        }
    };
    for_terminal(&text(language, key, &args)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_in_words() {
        let path = Path::new("data/\u{1b}[2J居住.geojson");
        let steps = [
            Step::Reading { role: "residential", path },
            Step::Reading { role: "plan", path: Path::new("..") },
            Step::Preparing,
            Step::Coverage,
            Step::Assessment,
            Step::Writing { file: "townships.csv" },
        ];
        let told = |language| steps.map(|step| words(step, language)).join("\n");
        insta::assert_snapshot!(told(Language::En), @"
        reading residential land:  [2J居住.geojson
        reading layout plan: ..
        preparing the study: placing and cutting residential land
        measuring coverage
        assessing: configuration, plan, indicators, stages
        writing townships.csv
        ");
        insta::assert_snapshot!(told(Language::ZhCn), @"
        正在读取居住用地图层： [2J居住.geojson
        正在读取布点规划表：..
        正在准备数据：居住用地投影和按界线切分
        正在计算覆盖率
        正在评价：配置率、规划缺口、指标和阶段
        正在写出 townships.csv
        ");
    }

    /// A run that ends before the delay waits for nothing and draws nothing.
    #[test]
    fn a_short_run_is_not_held_up() {
        let started = std::time::Instant::now();
        let bar = Bar::new(Language::En);
        bar.begin(Step::Coverage, Some(10));
        bar.advance(10);
        drop(bar);
        assert!(started.elapsed() < DELAY);
    }

    /// A terminal that keeps what it is sent.
    #[derive(Debug, Clone, Default)]
    struct Sent(std::sync::Arc<std::sync::Mutex<String>>);

    impl indicatif::TermLike for Sent {
        fn width(&self) -> u16 {
            100
        }
        fn move_cursor_up(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> std::io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> std::io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }
        fn clear_line(&self) -> std::io::Result<()> {
            self.0.lock().unwrap().clear();
            Ok(())
        }
        fn flush(&self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// The line of a step that began so many seconds ago, a quarter of which is done.
    fn line(seconds: u64, total: Option<(u64, Unit)>, language: Language) -> String {
        let (bar, sent) = (Bar::new(language), Sent::default());
        bar.bar.set_draw_target(ProgressDrawTarget::term_like(Box::new(sent.clone())));
        let began = Instant::now().checked_sub(Duration::from_secs(seconds)).unwrap();
        bar.begin_at(began, Step::Coverage, total);
        bar.advance(total.map_or(0, |(total, _)| total / 4));
        bar.bar.force_draw();
        let line = sent.0.lock().unwrap().trim_end().to_owned();
        line.chars().skip(1).collect()
    }

    #[test]
    fn a_counted_step_tells_its_pace_from_the_first_second_on() {
        let parts = Some((400_000, Unit::Parts));
        let bar = " [======>                 ]  25%  ";
        assert_eq!(line(0, parts, Language::En), format!("{bar}measuring coverage"));
        let (en, zh) = (line(10, parts, Language::En), line(10, parts, Language::ZhCn));
        assert!(en.starts_with(&format!("{bar}9,9")) || en.starts_with(&format!("{bar}10,000")), "{en}");
        assert!(en.contains(" parts/s, 30 s left  measuring") || en.contains(", 31 s left"), "{en}");
        assert!(zh.contains("项，还剩 30 秒  正在") || zh.contains("还剩 31 秒"), "{zh}");
        let bytes = line(10, Some((4_000_000_000, Unit::Bytes)), Language::En);
        assert!(bytes.contains("100 MB/s, 3"), "{bytes}");
        assert_eq!(line(10, None, Language::En), " measuring coverage");
    }
}
