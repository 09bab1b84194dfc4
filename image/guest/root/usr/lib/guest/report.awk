# The report's one line. Strings come from firmware and hardware: every one goes through quote().

function quote(text,    i, c, out) {
	out = ""
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "\"" || c == "\\") out = out "\\" c
		else if (c in control) out = out sprintf("\\u%04x", control[c])
		else out = out c
	}
	return "\"" out "\""
}

# The first line of a file, "" when it can't be read.
function first(file,    line) {
	line = ""
	getline line < file
	close(file)
	return line
}

function dmi(name) { return quote(first("/sys/class/dmi/id/" name)) }

# Those of the arguments that match, as an array; returns how many. A pattern that the shell found nothing for is none.
function list(expression, names,    i, n) {
	n = 0
	for (i = 1; i < ARGC; i++) if (ARGV[i] ~ expression && ARGV[i] !~ /[*]/) names[++n] = ARGV[i]
	return n
}

# The bytes of a file as numbers, bytes[0] first; returns how many.
function bytesOf(file, bytes,    command, line, parts, i, n, total) {
	command = "hexdump -v -e '16/1 \"%u \" \"\\n\"' " file
	total = 0
	while ((command | getline line) > 0) {
		n = split(line, parts, " ")
		for (i = 1; i <= n; i++) bytes[total++] = parts[i] + 0
	}
	close(command)
	return total
}

# The strings behind the fixed part of an SMBIOS structure, as JSON.
function dmiStrings(file,    bytes, n, i, text, out) {
	n = bytesOf(file, bytes)
	out = ""
	text = ""
	for (i = bytes[1]; i < n; i++) {
		if (bytes[i] != 0) { text = text sprintf("%c", bytes[i]); continue }
		if (text == "") break
		out = out (out == "" ? "" : ",") quote(text)
		text = ""
	}
	return out
}

# Size of one memory device (SMBIOS type 17) in MiB.
function memoryOf(file,    bytes, size) {
	if (bytesOf(file, bytes) < 14) return 0
	size = bytes[12] + 256 * bytes[13]
	if (size == 65535) return 0
	if (size == 32767) return bytes[28] + 256 * bytes[29] + 65536 * bytes[30] + 16777216 * bytes[31]
	return size >= 32768 ? (size - 32768) / 1024 : size
}

function memory(    names, n, i, total) {
	n = list("/dmi/entries/17-", names)
	for (i = 1; i <= n; i++) total += memoryOf(names[i])
	return total + 0
}

function oemStrings(    names, n, i, out, some) {
	n = list("/dmi/entries/11-", names)
	for (i = 1; i <= n; i++) {
		some = dmiStrings(names[i])
		if (some != "") out = out (out == "" ? "" : ",") some
	}
	return "[" out "]"
}

function disks(    names, n, i, name, out) {
	n = list("^/sys/block/(vd|sd|nvme)", names)
	for (i = 1; i <= n; i++) {
		name = substr(names[i], 12)
		out = out (out == "" ? "" : ",") "{\"name\":" quote(name) ",\"sizeBytes\":" sprintf("%.0f", first(names[i] "/size") * 512)
		out = out ",\"serial\":" quote(first(names[i] "/serial")) "}"
	}
	return "[" out "]"
}

function drives(    names, n, i, name, command, label, out) {
	n = list("^/sys/block/sr", names)
	for (i = 1; i <= n; i++) {
		name = substr(names[i], 12)
		command = "dd if=/dev/" name " bs=1 skip=32808 count=32 2>/dev/null | tr -d '\\0'"
		label = "null"
		if ((command | getline label) > 0) { sub(/ +$/, "", label); label = quote(label) }
		close(command)
		out = out (out == "" ? "" : ",") "{\"name\":" quote(name) ",\"model\":" quote(first(names[i] "/device/model"))
		out = out ",\"disc\":" label "}"
	}
	return "[" out "]"
}

# Where each NIC sits, for example "0000:09:00.0", by its name.
function readPlaces(    names, n, command, path, parts, i, k) {
	n = list("^/sys/class/net/", names)
	command = "realpath"
	for (i = 1; i <= n; i++) command = command " " names[i]
	for (i = 1; n > 0 && i <= n && (command | getline path) > 0; i++)
		for (k = split(path, parts, "/"); k > 0; k--)
			if (parts[k] ~ /^[0-9a-f]+:[0-9a-f]+:[0-9a-f]+\.[0-7]$/) { placeOf[nicOf(names[i])] = parts[k]; break }
	close(command)
}

# The name of a NIC in /sys/class/net/NAME/device.
function nicOf(path,    parts) {
	split(path, parts, "/")
	return parts[5]
}

# How many different values an attribute of the processors' topology has, together with that of their package.
function places(attribute,    names, n, i, seen, count, key) {
	n = list("/cpu/cpu[0-9]", names)
	count = 0
	for (i = 1; i <= n; i++) {
		key = first(names[i] "/topology/physical_package_id")
		if (attribute != "") key = key "." first(names[i] "/topology/" attribute)
		if (!(key in seen)) count++
		seen[key] = 1
	}
	return count
}

function nodes(    names) { return list("/node/node[0-9]", names) }

# IPv4 addresses of each NIC with their prefix lengths, as JSON without brackets, by its name.
function readAddresses(    command, line, parts) {
	command = "ip -o addr"
	while ((command | getline line) > 0) {
		split(line, parts, " ")
		if (parts[3] == "inet") addressesOf[parts[2]] = addressesOf[parts[2]] (addressesOf[parts[2]] == "" ? "" : ",") quote(parts[4])
	}
	close(command)
}

# The default routes, as JSON.
function defaults(    command, line, out) {
	# busybox would show the others for "default" as well.
	command = "ip route"
	out = ""
	while ((command | getline line) > 0) if (line ~ /^default/) out = out (out == "" ? "" : ",") quote(line)
	close(command)
	return "[" out "]"
}

# What the box answers on the private link, as it is; "" when it does not.
function answer(    command, line, text) {
	command = "wget -q -T 5 -O - http://169.254.100.1:8169/v1/box 2>/dev/null"
	text = ""
	while ((command | getline line) > 0) text = text line
	close(command)
	return text
}

# The NIC on the private link, which is none of the box's.
function privateLink(    name, has) {
	name = "box0"
	if (first("/sys/class/net/" name "/address") == "") return "null"
	has = addressesOf[name]
	return "{\"name\":" quote(name) ",\"mac\":" quote(first("/sys/class/net/" name "/address")) ",\"place\":" quote(placeOf[name]) \
		",\"addresses\":[" has "],\"answer\":" quote(has == "" ? "" : answer()) "}"
}

function nics(    names, n, i, name, out) {
	n = list("^/sys/class/net/", names)
	for (i = 1; i <= n; i++) {
		name = nicOf(names[i])
		if (name == "box0") continue
		out = out (out == "" ? "" : ",") "{\"name\":" quote(name) ",\"mac\":" quote(first("/sys/class/net/" name "/address"))
		out = out ",\"place\":" quote(placeOf[name])
		out = out ",\"addresses\":[" addressesOf[name] "]"
		out = out ",\"carrier\":" (first("/sys/class/net/" name "/carrier") == "1" ? "true" : "false") "}"
	}
	return "[" out "]"
}

# One member of the report's object, unless others were asked for.
function member(key, value) { out = out (out == "" ? "" : ",") quote(key) ":" value }
function wanted(key) { return keys == "" || index(" " keys " ", " " key " ") > 0 }

# Some of the texts that SMBIOS has of a part of the machine: "key file key file".
function dmiObject(names,    n, i, parts, text) {
	n = split(names, parts, " ")
	text = ""
	for (i = 1; i < n; i += 2) text = text (i == 1 ? "" : ",") quote(parts[i]) ":" dmi(parts[i + 1])
	return "{" text "}"
}

# `keys` has those that are wanted, with spaces between; all without it. The arguments are what there is in /sys: the shell finds it without
# another process, each of which would cost an emulated guest a third of a second.
BEGIN {
	for (i = 1; i < 32; i++) control[sprintf("%c", i)] = i
	control[sprintf("%c", 127)] = 127

	if (wanted("nics") || wanted("privateLink")) { readPlaces(); readAddresses() }
	out = ""
	if (wanted("bios")) member("bios", dmiObject("vendor bios_vendor version bios_version date bios_date release bios_release"))
	if (wanted("system")) member("system", dmiObject("manufacturer sys_vendor product product_name version product_version serial product_serial sku product_sku family product_family"))
	if (wanted("board")) member("board", dmiObject("manufacturer board_vendor product board_name version board_version serial board_serial asset board_asset_tag"))
	if (wanted("chassis")) member("chassis", dmiObject("manufacturer chassis_vendor type chassis_type version chassis_version serial chassis_serial asset chassis_asset_tag"))
	if (wanted("oemStrings")) member("oemStrings", oemStrings())
	if (wanted("uuid")) member("uuid", dmi("product_uuid"))
	if (wanted("cpus")) member("cpus", list("/cpu/cpu[0-9]", cpuNames))
	if (wanted("sockets")) member("sockets", places(""))
	if (wanted("cores")) member("cores", places("core_id"))
	if (wanted("nodes")) member("nodes", nodes())
	if (wanted("memoryMiB")) member("memoryMiB", memory())
	if (wanted("disks")) member("disks", disks())
	if (wanted("drives")) member("drives", drives())
	if (wanted("nics")) member("nics", nics())
	if (wanted("privateLink")) member("privateLink", privateLink())
	if (wanted("defaultRoutes")) member("defaultRoutes", defaults())
	if (wanted("boots")) member("boots", sprintf("%d", first("/data/boots")))
	print "BEZEL-REPORT {" out "}"
}
