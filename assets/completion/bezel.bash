# Completion of bezel for bash; printed by: bezel completion
_bezel() {
  local word=$2 previous=$3 words= verb=() i
  COMPREPLY=()
  case $previous in
    --machine|--policy|--template|--root|--socket) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --role) mapfile -t COMPREPLY < <(compgen -W 'guest management unused policy' -- "$word"); return ;;
    --of) mapfile -t COMPREPLY < <(compgen -W 'next last' -- "$word"); return ;;
    --lines|-n|--limit|--seconds|--address|--gateway|--dns) return ;;
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --lines|-n|--limit|--seconds|--role|--address|--gateway|--dns|--of|--machine|--policy|--template|--root|--socket) ((i++)) ;;
      -*) ;;
      *) verb+=("${COMP_WORDS[i]}") ;;
    esac
  done
  case ${verb[*]} in
    '') words='status inventory guest network operations log config access watch record-machine completion --version' ;;
    guest) words='show start stop kill reset xml' ;;
    network) words='show set confirm revert identify' ;;
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
    'network set') words+=' --role --address --gateway --dns --no-wait' ;;
    'network identify') words+=' --seconds --no-wait' ;;
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
