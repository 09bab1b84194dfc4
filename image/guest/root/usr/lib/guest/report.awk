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

function exists(file) { return system("test -e '" file "'") == 0 }

# Names matching a pattern of ours, as an array; returns how many.
function list(pattern, names,    command, n) {
	command = "ls -d " pattern " 2>/dev/null"
	n = 0
	while ((command | getline names[n + 1]) > 0) n++
	close(command)
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
	n = list("/sys/firmware/dmi/entries/17-*/raw", names)
	for (i = 1; i <= n; i++) total += memoryOf(names[i])
	return total + 0
}

function oemStrings(    names, n, i, out, some) {
	n = list("/sys/firmware/dmi/entries/11-*/raw", names)
	for (i = 1; i <= n; i++) {
		some = dmiStrings(names[i])
		if (some != "") out = out (out == "" ? "" : ",") some
	}
	return "[" out "]"
}

function disks(    names, n, i, name, out) {
	n = list("/sys/block/vd* /sys/block/sd* /sys/block/nvme*", names)
	for (i = 1; i <= n; i++) {
		name = substr(names[i], 12)
		out = out (out == "" ? "" : ",") "{\"name\":" quote(name) ",\"sizeBytes\":" sprintf("%.0f", first(names[i] "/size") * 512)
		out = out ",\"serial\":" quote(first(names[i] "/serial")) "}"
	}
	return "[" out "]"
}

function drives(    names, n, i, name, command, label, out) {
	n = list("/sys/block/sr*", names)
	for (i = 1; i <= n; i++) {
		name = substr(names[i], 12)
		command = "dd if=/dev/" name " bs=2048 skip=16 count=1 2>/dev/null | tail -c +41 | head -c 32 | tr -d '\\0'"
		label = "null"
		if ((command | getline label) > 0) { sub(/ +$/, "", label); label = quote(label) }
		close(command)
		out = out (out == "" ? "" : ",") "{\"name\":" quote(name) ",\"model\":" quote(first(names[i] "/device/model"))
		out = out ",\"disc\":" label "}"
	}
	return "[" out "]"
}

# Where a NIC sits, for example "0000:09:00.0".
function place(name,    command, path, parts, n, i) {
	command = "readlink -f /sys/class/net/" name "/device"
	path = ""
	command | getline path
	close(command)
	n = split(path, parts, "/")
	for (i = n; i > 0; i--) if (parts[i] ~ /^[0-9a-f]+:[0-9a-f]+:[0-9a-f]+\.[0-7]$/) return parts[i]
	return ""
}

# How many different values an attribute of the processors' topology has, together with that of their package.
function places(attribute,    names, n, i, seen, count, key) {
	n = list("/sys/devices/system/cpu/cpu[0-9]*", names)
	count = 0
	for (i = 1; i <= n; i++) {
		key = first(names[i] "/topology/physical_package_id")
		if (attribute != "") key = key "." first(names[i] "/topology/" attribute)
		if (!(key in seen)) count++
		seen[key] = 1
	}
	return count
}

function nodes(    names) { return list("/sys/devices/system/node/node[0-9]*", names) }

# IPv4 addresses of a NIC with their prefix lengths, as JSON.
function addresses(name,    command, line, parts, out) {
	command = "ip -o addr show dev " name
	out = ""
	while ((command | getline line) > 0) {
		split(line, parts, " ")
		if (parts[3] == "inet") out = out (out == "" ? "" : ",") quote(parts[4])
	}
	close(command)
	return "[" out "]"
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
	if (!exists("/sys/class/net/" name)) return "null"
	has = addresses(name)
	return "{\"name\":" quote(name) ",\"mac\":" quote(first("/sys/class/net/" name "/address")) ",\"place\":" quote(place(name)) \
		",\"addresses\":" has ",\"answer\":" quote(has == "[]" ? "" : answer()) "}"
}

function nics(    names, n, i, name, out) {
	n = list("/sys/class/net/*", names)
	for (i = 1; i <= n; i++) {
		if (!exists(names[i] "/device")) continue
		name = substr(names[i], 16)
		if (name == "box0") continue
		out = out (out == "" ? "" : ",") "{\"name\":" quote(name) ",\"mac\":" quote(first(names[i] "/address"))
		out = out ",\"place\":" quote(place(name))
		out = out ",\"addresses\":" addresses(name)
		out = out ",\"carrier\":" (first(names[i] "/carrier") == "1" ? "true" : "false") "}"
	}
	return "[" out "]"
}

BEGIN {
	for (i = 1; i < 32; i++) control[sprintf("%c", i)] = i
	control[sprintf("%c", 127)] = 127

	printf "BEZEL-REPORT {"
	printf "\"bios\":{\"vendor\":%s,\"version\":%s,\"date\":%s,\"release\":%s},", dmi("bios_vendor"), dmi("bios_version"), dmi("bios_date"), dmi("bios_release")
	printf "\"system\":{\"manufacturer\":%s,\"product\":%s,\"version\":%s,\"serial\":%s,", dmi("sys_vendor"), dmi("product_name"), dmi("product_version"), dmi("product_serial")
	printf "\"sku\":%s,\"family\":%s},", dmi("product_sku"), dmi("product_family")
	printf "\"board\":{\"manufacturer\":%s,\"product\":%s,\"version\":%s,\"serial\":%s,\"asset\":%s},", dmi("board_vendor"), dmi("board_name"), dmi("board_version"), dmi("board_serial"), dmi("board_asset_tag")
	printf "\"chassis\":{\"manufacturer\":%s,\"type\":%s,\"version\":%s,\"serial\":%s,\"asset\":%s},", dmi("chassis_vendor"), dmi("chassis_type"), dmi("chassis_version"), dmi("chassis_serial"), dmi("chassis_asset_tag")
	printf "\"oemStrings\":%s,\"uuid\":%s,", oemStrings(), dmi("product_uuid")
	cpuCount = list("/sys/devices/system/cpu/cpu[0-9]*", cpuNames)
	printf "\"cpus\":%d,\"sockets\":%d,\"cores\":%d,\"nodes\":%d,", cpuCount, places(""), places("core_id"), nodes()
	printf "\"memoryMiB\":%d,", memory()
	printf "\"disks\":%s,\"drives\":%s,\"nics\":%s,\"privateLink\":%s,\"defaultRoutes\":%s,\"boots\":%d}\n", disks(), drives(), nics(), privateLink(), defaults(), first("/data/boots")
}
