-- Headless Neovim 0.7 as a language client: waits for a hint, applies the quick fix, saves.
-- Environment: HINTS_SERVER (path of dist/server.js), HINTS_NODE, HINTS_FILE (opened here), HINTS_FIX (part of the title to choose).
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local function step(what, condition)
  if not vim.wait(15000, condition, 50) then
    fail("not within 15 s: " .. what)
  end
end

local file = vim.env.HINTS_FILE
vim.cmd("edit " .. vim.fn.fnameescape(file))
vim.bo.filetype = "python"
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = "jit-hints",
  cmd = { vim.env.HINTS_NODE, vim.env.HINTS_SERVER, "--stdio" },
  root_dir = vim.fn.fnamemodify(file, ":p:h"),
  init_options = { runtimes = { "pypy" } },
})
vim.lsp.buf_attach_client(buffer, client)

step("a hint", function()
  return #vim.diagnostic.get(buffer) > 0
end)
for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
  local line = string.format("%d:%d %s: %s\n", diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.code or "-", diagnostic.message)
  io.stdout:write((line:gsub("\n(.)", " %1")))
end

vim.ui.select = function(actions, _, choose)
  for index, entry in ipairs(actions) do
    local title = entry[2].title
    io.stdout:write("offered: " .. title .. "\n")
    if title:find(vim.env.HINTS_FIX, 1, true) then
      return choose(entry, index)
    end
  end
  fail("no such fix")
end

local first = vim.diagnostic.get(buffer)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
vim.lsp.buf.code_action()
step("the hint goes away", function()
  return #vim.diagnostic.get(buffer) == 0
end)
vim.cmd("write")

vim.lsp.stop_client(client)
step("the server ends", function()
  return vim.lsp.client_is_stopped(client)
end)
vim.cmd("qall!")
