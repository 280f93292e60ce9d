# bash completion for spinec:  source <(spinec completion bash)
_spinec() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W 'check fmt init flops graph diff lsp playground compile quantize import export tune run detect classify eval bench doctor targets explain completion' -- "$current")); return
  fi
  case "${COMP_WORDS[1]}" in
    check)
      case "$previous" in
        --format) COMPREPLY=($(compgen -W 'text json github sarif' -- "$current")); return ;;
      esac
      words='--input --head --set --print-resolved --format --watch --log-override --quiet --color --no-color' ;;
    fmt)
      case "$previous" in
        --to) COMPREPLY=($(compgen -W 'json spine' -- "$current")); return ;;
      esac
      words='--to --check --write --quiet --color --no-color --log-override' ;;
    init)
      words='--from --extends --list --force --log-override --quiet --color --no-color' ;;
    flops)
      case "$previous" in
        --format) COMPREPLY=($(compgen -W 'table json csv md html' -- "$current")); return ;;
        --by) COMPREPLY=($(compgen -W 'block level kind op' -- "$current")); return ;;
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
        --optimize-for) COMPREPLY=($(compgen -W 'latency memory size' -- "$current")); return ;;
        --target) COMPREPLY=($(compgen -W 'onnx tfjs' -- "$current")); return ;;
      esac
      words='--input --head --set --output --format --by --top --optimize --optimize-for --costs --target --device --max-macs --max-params --max-peak-memory --log-override --quiet --color --no-color' ;;
    graph)
      case "$previous" in
        --format) COMPREPLY=($(compgen -W 'svg dot html netron.json' -- "$current")); return ;;
        --by) COMPREPLY=($(compgen -W 'macs params memory' -- "$current")); return ;;
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
      esac
      words='--output --input --head --set --format --by --block --optimize --log-override --quiet --color --no-color' ;;
    diff)
      case "$previous" in
        --format) COMPREPLY=($(compgen -W 'text json md html' -- "$current")); return ;;
      esac
      words='--input --head --set --output --format --exit-code --log-override --quiet --color --no-color' ;;
    lsp)
      words='--stdio --clientProcessId --log-override --quiet --color --no-color' ;;
    playground)
      words='--port --open --quiet --color --no-color' ;;
    compile)
      case "$previous" in
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
        --optimize-for) COMPREPLY=($(compgen -W 'latency memory size' -- "$current")); return ;;
        --dtype) COMPREPLY=($(compgen -W 'f32 f16' -- "$current")); return ;;
        --layout) COMPREPLY=($(compgen -W 'nchw nhwc' -- "$current")); return ;;
      esac
      words='--output --input --head --set --target --batch --optimize --optimize-for --costs --weights --seed --no-params --dtype --layout --detections --image-input --external-data --no-external-data --tap --emit-after --dump --time-passes --verify --watch --log-override --quiet --color --no-color' ;;
    quantize)
      case "$previous" in
        --to) COMPREPLY=($(compgen -W 'int8 f16' -- "$current")); return ;;
        --method) COMPREPLY=($(compgen -W 'min-max percentile entropy' -- "$current")); return ;;
        --for) COMPREPLY=($(compgen -W 'onnxruntime tensorrt' -- "$current")); return ;;
        --activations) COMPREPLY=($(compgen -W 'asymmetric symmetric' -- "$current")); return ;;
        --weight-bits) COMPREPLY=($(compgen -W '7 8' -- "$current")); return ;;
        --layout) COMPREPLY=($(compgen -W 'nchw nhwc' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--output --to --images --limit --noise --input --head --set --weights --seed --method --percentile --for --activations --weight-bits --keep --keep-first --keep-last --min-snr --equalize --top --layout --detections --image-input --external-data --format --log-override --quiet --color --no-color' ;;
    import)
      case "$previous" in
        --dialect) COMPREPLY=($(compgen -W 'tpu garden torch ir' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--spec --output --input --head --set --dialect --partial --seed --ema --dry-run --format --log-override --quiet --color --no-color' ;;
    export)
      case "$previous" in
        --to) COMPREPLY=($(compgen -W 'tpu garden torch ir' -- "$current")); return ;;
      esac
      words='--spec --to --output --input --head --set --log-override --quiet --color --no-color' ;;
    tune)
      words='--output --threads --rounds --quiet --color --no-color' ;;
    run)
      case "$previous" in
        --backend) COMPREPLY=($(compgen -W 'auto onnx-cpu onnx-webgpu onnx-cuda tfjs-node-gpu tfjs-webgpu tfjs-wasm tfjs-cpu reference' -- "$current")); return ;;
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
        --by) COMPREPLY=($(compgen -W 'block level kind op' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json csv md html' -- "$current")); return ;;
      esac
      words='--image --input-tensor --input --head --set --backend --weights --seed --optimize --tap --profile --by --top --rounds --profile-picture --save-outputs --allow-software --format --log-override --quiet --color --no-color' ;;
    detect)
      case "$previous" in
        --backend) COMPREPLY=($(compgen -W 'auto onnx-cpu onnx-webgpu onnx-cuda tfjs-node-gpu tfjs-webgpu tfjs-wasm tfjs-cpu reference' -- "$current")); return ;;
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--image --images --input-tensor --output --json --score-threshold --max --labels --batch --input --head --set --backend --weights --seed --optimize --allow-software --format --log-override --quiet --color --no-color' ;;
    classify)
      case "$previous" in
        --backend) COMPREPLY=($(compgen -W 'auto onnx-cpu onnx-webgpu onnx-cuda tfjs-node-gpu tfjs-webgpu tfjs-wasm tfjs-cpu reference' -- "$current")); return ;;
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--image --images --input-tensor --top --json --labels --batch --input --head --set --backend --weights --seed --optimize --allow-software --format --log-override --quiet --color --no-color' ;;
    eval)
      case "$previous" in
        --iou) COMPREPLY=($(compgen -W 'bbox segm both' -- "$current")); return ;;
        --backend) COMPREPLY=($(compgen -W 'auto onnx-cpu onnx-webgpu onnx-cuda tfjs-node-gpu tfjs-webgpu tfjs-wasm tfjs-cpu reference' -- "$current")); return ;;
        --optimize) COMPREPLY=($(compgen -W '0 1 2' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json csv md' -- "$current")); return ;;
      esac
      words='--annotations --results --images --iou --categories --max-dets --per-class --curves --labels --batch --input --head --set --backend --weights --seed --optimize --allow-software --format --log-override --quiet --color --no-color' ;;
    bench)
      case "$previous" in
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--backend --optimize --optimize-for --against --rounds --warmup --threads --batch --input --head --set --weights --seed --allow-software --format --log-override --quiet --color --no-color' ;;
    doctor)
      case "$previous" in
        --fix) COMPREPLY=($(compgen -W 'tfjs-node-gpu' -- "$current")); return ;;
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--fix --cuda --format --quiet --color --no-color --log-override' ;;
    targets)
      case "$previous" in
        --format) COMPREPLY=($(compgen -W 'table json' -- "$current")); return ;;
      esac
      words='--format --log-override --quiet --color --no-color' ;;
    explain)
      words='--log-override --quiet --color --no-color' ;;
    completion)
      words='--log-override --quiet --color --no-color' ;;
  esac
  if [[ "$current" == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  else COMPREPLY=($(compgen -f -- "$current") $(compgen -W 'eff-spinenet-d0 eff-spinenet-d1 eff-spinenet-d2 eff-spinenet-d3 eff-spinenet-d4 eff-spinenet-m0 eff-spinenet-m1 eff-spinenet-m2 r0-sp53 r23-sp30 resnet-34 resnet-50 resnet-50-fpn resnet-101 resnet-101-fpn resnet-152 resnet-152-fpn resnet-200-fpn spinenet-49 spinenet-49-nas-proxy spinenet-49-p2 spinenet-49s spinenet-96 spinenet-143 spinenet-143l spinenet-190 spinenet-mobile-49 spinenet-mobile-49s spinenet-mobile-49xs' -- "$current")); fi
}
complete -o filenames -F _spinec spinec
