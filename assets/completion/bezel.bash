# Completion of bezel for bash; printed by: bezel completion
_bezel() {
  local word=$2 previous=$3 words= verb=() i
  COMPREPLY=()
  case $previous in
    --machine|--policy|--template|--root|--socket) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --role) mapfile -t COMPREPLY < <(compgen -W 'guest management unused policy' -- "$word"); return ;;
    --of) mapfile -t COMPREPLY < <(compgen -W 'next last' -- "$word"); return ;;
    --at-limit) mapfile -t COMPREPLY < <(compgen -W 'ask force-off give-up' -- "$word"); return ;;
    --because) mapfile -t COMPREPLY < <(compgen -W 'seat power-button ctrl-alt-del ups host-down' -- "$word"); return ;;
    --removable) mapfile -t COMPREPLY < <(compgen -W 'yes no' -- "$word"); return ;;
    --lines|-n|--limit|--before|--seconds|--address|--gateway|--dns|--reason|--for|--port|--vendor|--product|--serial|--class|--partition|--save|--columns) return ;;
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --lines|-n|--limit|--before|--seconds|--role|--address|--gateway|--dns|--of|--reason|--at-limit|--because|--for|--machine|--policy|--template|--root|--port|--vendor|--product|--serial|--class|--partition|--removable|--save|--columns|--socket) ((i++)) ;;
      -*) ;;
      *) verb+=("${COMP_WORDS[i]}") ;;
    esac
  done
  case ${verb[*]} in
    '') words='status inventory guest power network media display operations log config access watch record-machine completion --version' ;;
    guest) words='show start stop kill reset xml console screenshot' ;;
    power) words='status ledger stop restart off reboot force cancel maintenance host-down ctrl-alt-del' ;;
    network) words='show set confirm revert identify' ;;
    media) words='list attach detach remove eject insert images lend return rules' ;;
    display) words='status show keys' ;;
    operations) words='list show cancel' ;;
    config) words='show render check reload changes diff starts accept rollback' ;;
    access) words='show unlock lock hash-pin' ;;
  esac
  case ${verb[*]} in
    'inventory') words+=' cpu memory nics disks opticalDrives usb pci gpus firmware tpms sensors bmcs smbios --refresh' ;;
    'guest start') words+=' --no-wait' ;;
    'guest stop') words+=' --no-wait' ;;
    'guest kill') words+=' --yes --no-wait' ;;
    'guest reset') words+=' --yes --no-wait' ;;
    'guest xml') words+=' live defined rendered' ;;
    'guest console') words+=' --log --lines --yes' ;;
    'guest screenshot') words+=' --save --partition --no-wait --text --thumbnail --columns --sixel' ;;
    'power ledger') words+=' --limit --before --evidence' ;;
    'power stop') words+=' --no-wait' ;;
    'power restart') words+=' --reason --at-limit --now --because --yes --no-wait' ;;
    'power off') words+=' --reason --at-limit --now --because --yes --no-wait' ;;
    'power reboot') words+=' --reason --at-limit --now --because --yes --no-wait' ;;
    'power force') words+=' --yes' ;;
    'power maintenance') words+=' on off --for' ;;
    'power host-down') words+=' --no-wait' ;;
    'network set') words+=' --role --address --gateway --dns --no-wait' ;;
    'network identify') words+=' --seconds --no-wait' ;;
    'media attach') words+=' --no-wait' ;;
    'media detach') words+=' --no-wait' ;;
    'media remove') words+=' --no-wait' ;;
    'media eject') words+=' --force --no-wait' ;;
    'media insert') words+=' --no-wait' ;;
    'media lend') words+=' --partition --write --no-wait' ;;
    'media return') words+=' --no-wait' ;;
    'media rules') words+=' test --port --vendor --product --serial --class --removable' ;;
    'display show') words+=' guest console --view-only' ;;
    'display keys') words+=' ctrl-alt-delete ctrl-alt-backspace ctrl-alt-f1 ctrl-alt-f2 ctrl-alt-f3 ctrl-alt-f4 ctrl-alt-f5 ctrl-alt-f6 ctrl-alt-f7 alt-f4 alt-tab ctrl-escape super print alt-print-s alt-print-u alt-print-b alt-print-e alt-print-i alt-print-r' ;;
    'log') words+=' --lines --follow' ;;
    'config render') words+=' --machine --policy --template' ;;
    'config check') words+=' --policy --machine' ;;
    'config diff') words+=' --of' ;;
    'config starts') words+=' --limit' ;;
    'record-machine') words+=' --root --keep-serials' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words --socket --json --help" -- "$word")
}
complete -F _bezel bezel
