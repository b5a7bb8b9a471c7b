;;; common.el --- What the two clients in Emacs share -*- lexical-binding: t -*-
;; The set-up in HINTS_SETUP is the one of docs/editors.md. What is shown goes line by line into HINTS_STEPS.

(setq create-lockfiles nil
      make-backup-files nil
      auto-save-default nil
      python-shell-completion-native-enable nil
      enable-local-variables nil)

(defun hints-fail (message)
  "End Emacs with MESSAGE."
  (princ (concat message "\n") #'external-debugging-output)
  (kill-emacs 1))

(defun hints-wait (what condition)
  "Wait until CONDITION holds, or fail with WHAT."
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (hints-fail (format "not within 20 s: %s" what)))
      (accept-process-output nil 0.02))))

(defun hints-tell (step hints)
  "Write STEP with HINTS, a list of (LINE . RULE)."
  (let ((objects (mapcar (lambda (hint) (format "{\"line\":%d,\"rule\":\"%s\"}" (car hint) (cdr hint))) hints)))
    (write-region (format "{\"step\":\"%s\",\"hints\":[%s]}\n" step (string-join objects ","))
                  nil (getenv "HINTS_STEPS") t 'quiet)))

(defun hints-file (name)
  "The file NAME of the project."
  (expand-file-name name (getenv "HINTS_FOLDER")))

(defun hints-run (open hints fix)
  "Do what every editor does. OPEN opens a file, HINTS gives (LINE . RULE) of the buffer, FIX applies a fix at point."
  (funcall open (hints-file "chain.py"))
  (hints-wait "a hint" (lambda () (funcall hints)))
  (hints-tell "opened" (funcall hints))
  (goto-char (point-min))
  (insert "# typed\n")
  (hints-wait "the hint moves" (lambda () (equal (caar (funcall hints)) 5)))
  (hints-tell "moved" (funcall hints))
  (goto-char (point-min))
  (forward-line 4)
  (back-to-indentation)
  (funcall fix)
  (hints-wait "the hint goes away" (lambda () (null (funcall hints))))
  (hints-tell "fixed" (funcall hints))
  (save-buffer)
  (funcall open (hints-file "both.py"))
  (hints-wait "hints" (lambda () (funcall hints)))
  (hints-tell "file settings" (funcall hints))
  (funcall open (hints-file "other/both.py"))
  (hints-wait "hints" (lambda () (funcall hints)))
  (hints-tell "editor settings" (funcall hints)))
