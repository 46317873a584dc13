# What the doctor asks of a host; begins as the account that ssh logs in with. Read-only.
# The lines that set these variables are put before it:
#   PART   the questions that are asked as root where the account may become root (part.sh); it prints `began` first
#   BOUND  seconds for them
printf 'account\t%s\t%s\n' "$(id -un)" "$(id -u)"
if [ "$(id -u)" = 0 ]; then
  printf '%s\n' "$PART" | sh -s
  exit
fi
# The very words that every other question uses, since sudo may allow these alone.
answer=$(printf '%s\n' "$PART" | sudo -n timeout -k 2 "$BOUND" sh -s 2>&1)
case "
$answer
" in
  *"
began
"*) printf '%s\n' "$answer" ;;
  *)
    printf 'refused\t%s\n' "$(printf '%s' "$answer" | tail -n 1)"
    printf '%s\n' "$PART" | sh -s
    ;;
esac
