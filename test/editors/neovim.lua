-- Neovim 0.7 as a language client: shows a hint, follows it through an edit, applies its fix, saves, and honours settings.
-- The set-up in HINTS_SETUP is the one of docs/editors.md. What is shown goes line by line into HINTS_STEPS.
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    fail("not within 20 s: " .. what)
  end
end

local steps = io.open(vim.env.HINTS_STEPS, "a")
local function tell(step)
  local hints = {}
  for _, hint in ipairs(vim.diagnostic.get(0)) do
    if hint.source == "jit-hints" then
      table.insert(hints, string.format('{"line":%d,"rule":"%s"}', hint.lnum + 1, hint.code))
    end
  end
  steps:write(string.format('{"step":"%s","hints":[%s]}\n', step, table.concat(hints, ",")))
end

local function count()
  return #vim.tbl_filter(function(hint)
    return hint.source == "jit-hints"
  end, vim.diagnostic.get(0))
end

local function open(name)
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.HINTS_FOLDER .. "/" .. name))
end

vim.cmd("filetype on")
vim.cmd("luafile " .. vim.env.HINTS_SETUP)
if vim.env.HINTS_PYRIGHT then
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "python",
    callback = function(event)
      local id = vim.lsp.start_client({
        name = "pyright",
        cmd = { vim.env.HINTS_NODE, vim.env.HINTS_PYRIGHT, "--stdio" },
        root_dir = vim.env.HINTS_FOLDER,
      })
      vim.lsp.buf_attach_client(event.buf, id)
    end,
  })
end

open("chain.py")
wait("a hint", function()
  return count() > 0
end)
tell("opened")

vim.api.nvim_buf_set_lines(0, 0, 0, false, { "# typed" })
wait("the hint moves", function()
  return count() == 1 and #vim.diagnostic.get(0, { lnum = 4 }) == 1
end)
tell("moved")

vim.ui.select = function(actions, _, choose)
  for index, entry in ipairs(actions) do
    if entry[2].title:find("loop", 1, true) then
      return choose(entry, index)
    end
  end
  fail("no such fix")
end
vim.api.nvim_win_set_cursor(0, { 5, 8 })
vim.lsp.buf.code_action()
wait("the hint goes away", function()
  return count() == 0
end)
tell("fixed")
vim.cmd("write")

open("both.py")
wait("hints", function()
  return count() > 0
end)
tell("file settings")
open("other/both.py")
wait("hints", function()
  return count() > 0
end)
tell("editor settings")
if vim.env.HINTS_PYRIGHT then
  wait("what the other server says", function()
    return #vim.diagnostic.get(0) > count()
  end)
  steps:write('{"step":"beside","hints":[]}\n')
end
steps:close()

vim.lsp.stop_client(vim.lsp.get_active_clients())
wait("the servers end", function()
  return #vim.lsp.get_active_clients() == 0
end)
vim.cmd("qall!")
