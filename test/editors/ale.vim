" Vim with ALE as a language client. The set-up in HINTS_SETUP is the one of docs/editors.md. What is shown goes line by line into
" HINTS_STEPS.
set nocompatible nomore noswapfile hidden
execute 'set runtimepath^=' . fnameescape($HINTS_ALE)
filetype plugin on
runtime plugin/ale.vim
let g:ale_linters = {'python': ['jit_hints']}
let g:ale_linters_explicit = 1
let g:ale_lint_delay = 0

function! Fail(message) abort
  call writefile([a:message], '/dev/stderr', 'a')
  cquit 1
endfunction

execute 'source ' . fnameescape($HINTS_SETUP)

function! Hints() abort
  return filter(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.linter_name is# "jit_hints"')
endfunction

function! Wait(what, condition) abort
  let l:start = reltime()
  while !a:condition()
    if reltimefloat(reltime(l:start)) > 20
      call Fail('not within 20 s: ' . a:what)
    endif
    sleep 20m
  endwhile
endfunction

function! Tell(step) abort
  let l:hints = map(Hints(), '{"line": v:val.lnum, "rule": v:val.code}')
  call writefile([json_encode({'step': a:step, 'hints': l:hints})], $HINTS_STEPS, 'a')
endfunction

function! Open(name) abort
  execute 'edit ' . fnameescape($HINTS_FOLDER . '/' . a:name)
  call ale#Queue(0, 'lint_file')
  call Wait('hints in ' . a:name, {-> !empty(Hints())})
endfunction

" The menu of fixes is answered with the one that folds the checks into a loop.
function! Choose(prompt, value) abort
  for l:line in split(a:prompt, "\n")
    if l:line =~# 'loop'
      return matchstr(l:line, '\d\+')
    endif
  endfor
  return '1'
endfunction

call Open('chain.py')
call Tell('opened')

call append(0, '# typed')
call ale#Queue(0)
call Wait('the hint moves', {-> !empty(Hints()) && Hints()[0].lnum == 5})
call Tell('moved')

" Loads the file, whose function is then replaced.
call ale#util#GetMatches('', '')
function! ale#util#Input(message, value, ...) abort
  return Choose(a:message, a:value)
endfunction
call cursor(5, 9)
ALECodeAction
call Wait('the fix is applied', {-> search('is None:', 'nw') == 0})
call ale#Queue(0)
call Wait('the hint goes away', {-> empty(Hints())})
call Tell('fixed')
write

call Open('both.py')
call Tell('file settings')
call Open('other/both.py')
call Tell('editor settings')
call ale#lsp_linter#ClearLSPData()
qall!
