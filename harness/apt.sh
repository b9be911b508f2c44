# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# Sourced after common.sh: Debian packages fetched, not installed, with an apt
# state of its own, so that the system's sources stay as they are.

# The mirror this machine uses for Debian.
apt_mirror()
{
	# shellcheck disable=SC2016  # apt's own variable
	apt-get indextargets --format '$(REPO_URI)' 'ORIGIN: Debian' |
		grep -v security | sort -u | head -n 1
}

# apt_state DIR TYPE SUITE DEBARCH: DIR becomes the apt state of apt_private,
# with the lists of one suite; TYPE is deb or deb-src.
apt_state()
{
	apt_dir=$1 apt_type=$2 apt_suite=$3 apt_arch=$4
	mkdir -p "$apt_dir/lists/partial" "$apt_dir/cache/archives/partial"
	apt_uri=$(apt_mirror)
	if [ -z "$apt_uri" ] && [ "$(id -u)" -eq 0 ]; then
		apt-get update
		apt_uri=$(apt_mirror)
	fi
	[ -n "$apt_uri" ] || die "apt knows no Debian mirror" - \
		"Run 'apt-get update' as root, then again."
	apt_key=/usr/share/keyrings/debian-archive-keyring.gpg
	echo "$apt_type [signed-by=$apt_key] $apt_uri $apt_suite main" \
		>"$apt_dir/sources.list"
	apt_private update
}

# apt_fetch DIR SUITE DEBARCH PACKAGE...: the packages as .deb into DIR
apt_fetch()
{
	apt_state "$1" deb "$2" "$3"
	shift 3
	cd "$apt_dir" && apt_private download "$@"
}

# apt_fetch_source DIR SUITE PACKAGE: its source package as files into DIR
apt_fetch_source()
{
	apt_state "$1" deb-src "$2" "$(dpkg --print-architecture)"
	cd "$apt_dir" && apt_private source --download-only "$3"
}

apt_private()
{
	apt-get -o Dir::Etc::SourceList="$apt_dir/sources.list" \
		-o Dir::Etc::SourceParts=- \
		-o Dir::State::Lists="$apt_dir/lists" \
		-o Dir::Cache="$apt_dir/cache" \
		-o APT::Architecture="$apt_arch" \
		-o APT::Architectures="$apt_arch" \
		-o Acquire::Check-Valid-Until=false -o Acquire::Retries=2 \
		-o Acquire::http::Timeout=30 -o APT::Sandbox::User=root "$@"
}
