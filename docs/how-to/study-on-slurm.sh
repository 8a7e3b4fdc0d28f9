#!/bin/sh
# A study as a Slurm job array, and a job behind it that joins the shards.
# Usage: study-on-slurm.sh STUDY SHARDS OUT.h5 [flags of `echelon study`]
# ECHELON is the program (echelon), SBATCH_FLAGS go to both jobs: SBATCH_FLAGS="--partition=main --time=2:00:00 --cpus-per-task=4".
set -eu
[ $# -ge 3 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
study=$1 shards=$2 out=$3
shift 3
program=${ECHELON:-echelon}
parts=${out%.h5}.parts
mkdir -p "$parts"
# A shard that was killed goes on where it stopped when the array is submitted again; one that is finished ends at once.
array=$(sbatch --parsable ${SBATCH_FLAGS:-} --job-name=echelon-study --array=1-"$shards" --output="$parts/%a.log" <<EOF
#!/bin/sh
exec "$program" study "$study" --shard auto --out "$parts/\$(printf %05d "\$SLURM_ARRAY_TASK_ID").h5" --progress never $*
EOF
)
merge=$(sbatch --parsable ${SBATCH_FLAGS:-} --job-name=echelon-merge --dependency=afterok:"${array%%;*}" --output="$parts/merge.log" <<EOF
#!/bin/sh
exec "$program" merge "$parts" --out "$out"
EOF
)
echo "array $array, merge $merge; the result will be $out, what the jobs say is in $parts"
