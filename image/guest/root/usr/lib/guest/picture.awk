# Draws the name of the guest in large blocks over a bar of all colours. size is "rows columns".

function blocks(word, top, scale,    row, i, column, bits, left) {
	left = int((columns - length(word) * 6 * 2 * scale + 2 * scale) / 2)
	for (row = 0; row < 5 * scale; row++) {
		printf "\033[%d;%dH\033[93m", top + row, left + 1
		for (i = 1; i <= length(word); i++) {
			bits = substr(font[substr(word, i, 1)], int(row / scale) * 5 + 1, 5) "."
			for (column = 1; column <= 6; column++) {
				pixel = substr(bits, column, 1) == "#" ? "█" : " "
				printf "%s%s%s", pixel, pixel, scale == 2 ? pixel pixel : ""
			}
		}
	}
}

function first(file,    line) {
	line = ""
	getline line < file
	close(file)
	gsub(/[^ -~]/, "?", line)
	return substr(line, 1, columns - 4)
}

BEGIN {
	split(size, part, " ")
	rows = part[1] > 0 ? part[1] : 25
	columns = part[2] > 0 ? part[2] : 80
	font["D"] = "####.#...##...##...#####."
	font["E"] = "######....####.#....#####"
	font["M"] = "#...###.###.#.##...##...#"
	font["O"] = ".###.#...##...##...#.###."
	font["G"] = ".#####....#.####...#.####"
	font["U"] = "#...##...##...##...#.###."
	font["S"] = ".#####.....###.....#####."
	font["T"] = "#####..#....#....#....#.."

	scale = rows >= 40 && columns >= 120 ? 2 : 1
	printf "\033[0;44;97m\033[2J\033[?25l"
	blocks("DEMO", 3, scale)
	blocks("GUEST", 3 + 6 * scale, scale)
	bar = 4 + 12 * scale
	for (row = 0; row < 2 * scale; row++) {
		printf "\033[%d;1H", bar + row
		for (i = 0; i < columns; i++) printf "\033[%dm ", 100 + int(i * 8 / columns)
	}
	printf "\033[44;97m\033[%d;3H%s %s", bar + 2 * scale + 2, first("/sys/class/dmi/id/sys_vendor"), first("/sys/class/dmi/id/product_name")
	printf "\033[%d;3Hserial number %s", bar + 2 * scale + 3, first("/sys/class/dmi/id/product_serial")
}
