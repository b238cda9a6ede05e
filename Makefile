# make demo    builds, analyses the sample and says where the results lie
# make test    every check: format, lints, tests, doc tests, docs, instructions
# make test-budget
#              the last of these: the instructions of small jobs against benches/budget.toml; make budget records them
# make test-documents
#              workbook, document, layers and page in LibreOffice, GDAL and Chromium, which it installs (Debian, Ubuntu)
# make bench   the whole program, the floor and the kernel; make bench-peers runs geopandas and DuckDB beside it (both
#              need ../shared/bench; SIZES=M,L,XL)
# make growth  draws docs/growth.svg of what these measured

.PHONY: demo test test-documents test-budget budget bench bench-peers growth setup valgrind

demo: setup
	cargo build --release
	./target/release/lifecircle analyze geodata/xinchang/project.toml -o output/xinchang

test: setup
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo test
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
	$(MAKE) test-budget

test-budget: setup valgrind
	python3 benches/budget.py

budget: setup valgrind
	python3 benches/budget.py --record

test-documents: setup
	@if ! command -v soffice >/dev/null || ! command -v pdftotext >/dev/null || ! command -v chromedriver >/dev/null \
	  || ! /usr/bin/python3 -c 'import osgeo.gdal, selenium, openpyxl, docx' 2>/dev/null \
	  || ! dpkg -s libreoffice-writer >/dev/null 2>&1; then \
	  echo "installing LibreOffice, poppler, Chromium, GDAL and what drives them from Python"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q --no-install-recommends \
	    libreoffice-calc libreoffice-writer poppler-utils chromium chromium-driver fonts-noto-cjk \
	    gdal-bin python3-gdal python3-selenium python3-openpyxl python3-docx; \
	fi
	cargo build
	/usr/bin/python3 tests/documents/run.py

SIZES = M,L

bench: setup
	cargo build --release
	python3 benches/whole_program.py --sizes $(SIZES)
	cargo bench --bench kernel

bench-peers: setup
	cargo build --release
	python3 benches/whole_program.py --sizes $(SIZES) --peers

growth:
	python3 benches/growth_plot.py

# What PROJ is built with (it is built from source, once): a C++ compiler, CMake, and SQLite's command line.
setup:
	@if ! command -v cmake >/dev/null || ! command -v c++ >/dev/null || ! command -v sqlite3 >/dev/null; then \
	  echo "installing cmake, a C++ compiler and sqlite3"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q --no-install-recommends cmake g++ make sqlite3; \
	fi

valgrind:
	@if ! command -v valgrind >/dev/null; then \
	  echo "installing valgrind"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q --no-install-recommends valgrind; \
	fi
