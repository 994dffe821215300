"""Chinese for what argparse says of a call, and for what the engine's commands say themselves.

What goes wrong with a file is told in English, beside a code (``errors.py``); what is wrong with a call, or with the
definition that it names, is told here.
"""

from __future__ import annotations

ARGPARSE = {
    "usage: ": "用法：",
    "positional arguments": "位置参数",
    "options": "选项",
    "show this help message and exit": "显示此帮助并退出",
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "无法识别的参数：%s",
    "the following arguments are required: %s": "缺少以下必需的参数：%s",
    "one of the arguments %s is required": "以下参数必须给出一个：%s",
    "not allowed with argument %s": "不能与参数 %s 同时使用",
    "ignored explicit argument %r": "此参数不接受值 %r",
    "ambiguous option: %(option)s could match %(matches)s": "选项不明确：%(option)s 可能是 %(matches)s",
    "expected one argument": "需要一个值",
    "expected at most one argument": "最多只能有一个值",
    "expected at least one argument": "至少需要一个值",
    "expected %s argument": "需要 %s 个值",
    "expected %s arguments": "需要 %s 个值",
    "invalid %(type)s value: %(value)r": "%(value)r 不是有效的 %(type)s 值",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r 不可选（可选：%(choices)s）",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "未知命令 %(parser_name)r（可用：%(choices)s）",
    "can't open '%(filename)s': %(error)s": "无法打开 '%(filename)s'：%(error)s",
}

OURS = {
    "Reads documents.": "读取文档。",
    "print the text of files with its place, a JSON line per file": "打印文件的文字及其位置，每个文件一行 JSON",
    "print the fields of files, a JSON line per file": "打印文件的字段，每个文件一行 JSON",
    "do one task on files: text, find, markdown, table, translate and more":
        "对文件执行一项任务：text、find、markdown、table、translate 等",
    "list the readers and what they lack": "列出各识别引擎及其缺少的内容",
    "print JSON": "打印 JSON",
    "write the lines to this file instead of standard output": "把各行写入此文件，而不是标准输出",
    "work with N processes": "使用 N 个进程",
    "add the words for which the language model (DOCMGR_OCR_MLM_PATH) finds another likelier":
        "附上语言模型（DOCMGR_OCR_MLM_PATH）认为另有更可能写法的词",
    "the documents' type; recognised without it": "文档类型；不给出时自动识别",
    "fields to look for by their names alone": "只凭名称查找的字段",
    'a JSON line per document: {"id", "file", "type"} or {"id", "file", "fields": [...]}':
        '每份文档一行 JSON：{"id", "file", "type"} 或 {"id", "file", "fields": [...]}',
    "ignore invoice XML and QR codes: read the pages only": "忽略发票 XML 和二维码：只读页面",
    "what to find, or the free prompt": "要查找的内容，或自由提示词",
    "the type whose fields are wanted; with find, what it calls them can be asked for":
        "需要其字段的类型；用于 find 时可按该类型的叫法提问",
    "the language to translate into (en, zh, de …)": "译入的语言（en、zh、de …）",
    "ask this one only: ppocr, or the name of the configured model": "只问这一个：ppocr，或所配置模型的名称",
    "write the tables found into a workbook, too": "同时把找到的表格写入工作簿",
    "print a JSON line per file": "每个文件打印一行 JSON",
    "--task {task} needs --prompt": "--task {task} 需要 --prompt",
    "give either files or --requests": "请给出文件或 --requests，二者选一",
    "give either --type or --fields": "请给出 --type 或 --fields，二者选一",
    "{path} cannot be read": "无法读取 {path}",
    "labelled documents, a JSON line each": "已标注的文档，每份一行 JSON",
    "key of a built-in type, or a definition as a JSON file": "内置类型的键，或 JSON 文件形式的类型定义",
    "confirm N documents first, answer the rest": "先确认 N 份文档，再读取其余文档",
    "train a model from the confirmed documents, too": "同时用已确认的文档训练模型",
    "which documents come first": "决定文档先后次序的随机种子",
    "keep documents with one value of this field on one side": "该字段取值相同的文档归入同一侧",
    "folder that keeps the pages' text between runs": "在多次运行之间保存页面文字的文件夹",
    "Measures the engine alone on labelled documents, with or without learning before.":
        "在已标注的文档上单独测量引擎，可先行学习。",
    "folder that the gold's file names start from (default: the gold's)":
        "金标中文件名所在的文件夹（默认：金标文件所在的文件夹）",
    "a point for each of these numbers": "学习曲线上每个数量一个点",
    "answer each document once, taught by the other folds": "每份文档只读取一次，由其余各折教会",
    "answer the documents of each layout taught by a single other one of it":
        "每种版式的文档都只由同版式的另一份教会后读取",
    "orders per point of the curve": "曲线上每个点采用几种次序",
    "use invoice XML inside the files and QR codes, too (not with --curve); else pages alone":
        "同时使用文件内的发票 XML 和二维码（不能与 --curve 同用）；否则只读页面",
    "numbers with commas between them are wanted, such as 0,5,20": "需要以逗号分隔的数字，例如 0,5,20",
    "{option} counts for nothing beside {other}: give one of them": "{option} 与 {other} 同用时不起作用：请只给出其一",
    "orders of the documents": "文档采用几种次序",
    "two parts with = between them are wanted": "需要以 = 连接的两部分",
    "a file is no text in UTF-8": "有文件不是 UTF-8 文本",
    "{path} cannot be written: {reason}": "无法写入 {path}：{reason}",
    "Ended by Ctrl+C before it was done.": "未完成，已被 Ctrl+C 结束。",
    "Judges the confidences of several measurements together: over all of them, of each, and by field.":
        "合并评判多次测量的置信度：总体、逐次和逐字段。",
    "the scored gold lines and the predictions of one measurement": "一次测量中参与评分的金标行及其预测",
    "line {number} of {path} is no prediction for a document of the gold file":
        "{path} 第 {number} 行不是金标文件中某份文档的预测",
    "Says whether a confidence is worth what it says, on documents held back.":
        "在留出的文档上检验置信度是否名副其实。",
    "parts in which the confirmed documents answer each other": "已确认文档互相作答时分成的份数",
    "start from this fit of evaluate.prior; what is shipped may have seen the set":
        "从 evaluate.prior 的这份拟合结果开始；随附的那份可能见过该数据集",
    "{path} is no fit of evaluate.prior": "{path} 不是 evaluate.prior 的拟合结果",
    "Fits what is trusted before anything was reviewed, and says how well it does on a set that it has not seen.":
        "拟合在没有任何审核之前应给予的信任，并说明它在没见过的数据集上表现如何。",
    "a labelled set": "一个已标注的数据集",
    "further sets as they were answered elsewhere": "在别处已作答的其他数据集",
    "where to write the fit ({name} is what ships)": "拟合结果写入的位置（随附的是 {name}）",
    "line {number} of {path} is no reviewed value": "{path} 第 {number} 行不是已审核的值",
    "Says how many invented values are found out on real pages.": "统计在真实页面上有多少虚构的值被识破。",
    "documents of each gold file": "每个金标文件取多少份文档",
    "how values are changed": "决定如何改动值的随机种子",
    "print N of those judged wrong": "打印 N 个判断有误的值",
    "inventions flagged": "被标出的虚构值",
    "right values flagged": "被标出的正确值",
    "one digit changed": "改了一位数字",
    "two digits swapped": "两位数字对调",
    "a digit lost": "少了一位数字",
    "a word of another document": "换成另一份文档的词",
    "a value of another document": "换成另一份文档的值",
    "all": "合计",
    "line {number} of {path} is no labelled document": "{path} 第 {number} 行不是已标注的文档",
    "Teaches TrOCR lines of writing, or makes a LoRA adapter for HunyuanOCR.":
        "用手写行训练 TrOCR，或为 HunyuanOCR 制作 LoRA 适配器。",
    "imagefolder with metadata.jsonl (file_name, text, optional layout)":
        "带 metadata.jsonl（file_name、text，可选 layout）的 imagefolder",
    "conversations, .jsonl as ms-swift takes it, or a folder with train and val":
        "对话数据：ms-swift 使用的 .jsonl，或含 train 和 val 的文件夹",
    "folder with the model to start from": "起始模型所在的文件夹",
    "folder for the result; new or empty": "存放结果的文件夹，须为新建或空文件夹",
    "folder of an earlier result that the new one has to beat": "新结果须胜过的以往结果所在的文件夹",
    "limit of the training itself": "训练本身的时限（秒）",
    "learning rate; 0 for the kind's own": "学习率；0 表示采用该种训练自己的学习率",
    "share kept back for measuring": "留作测量的比例",
    "Labels that deserve a look, because the page speaks against them: {count} (label_issues)":
        "值得核对的标注（页面上的内容与之不符）：{count} 处（label_issues）",
    "looks without gain before it ends": "连续多少次检查没有进步就结束",
    "auto, cpu or cuda": "auto、cpu 或 cuda",
    "hunyuan: write the whole model with the adapter in it": "hunyuan：写出已合入适配器的完整模型",
    "steps, batch, checks, patience and seconds must be greater than 0":
        "steps、batch、checks、patience 和 seconds 必须大于 0",
    "held_out must be between 0 and 1": "held_out 必须在 0 与 1 之间",
}

# What is wrong with a type definition, by the codes of validate/faults.py.
INVALID = "文档类型定义无效：{reason}。"

PARTS = {
    "definition": "该定义",
    "routing": "路由设置",
    "number": "第 {name} 个字段",
    "field": "字段“{name}”",
    "rule": "规则“{name}”",
}

FAULTS = {
    "file": "文件无法打开",
    "encoding": "文件不是 UTF-8 文本",
    "json": "第 {line} 行第 {column} 列不是有效的 JSON",
    "no_such_type": "没有类型“{value}”；可用的有 {known}",
    "no_fields": "没有任何字段",
    "field_twice": "字段“{value}”定义了两次",
    "not_object": "{where}不是一个对象",
    "rule_not_object": "每条规则都必须是一个对象",
    "unknown_entry": "{where}含有未知的条目“{value}”",
    "wrong_form": "{where}：“{value}”的格式不对",
    "key": "{where}需要一个 1 到 80 个字符的“key”",
    "label": "{where}需要一个“label”，写明每种语言的名称",
    "kind": "{where}的种类“{value}”未知；可用的有 {known}",
    "words": "{where}：“{value}”必须是词语列表",
    "pair": "{where}：“{value}”不是“O>0”这样的一对字符",
    "pattern": "{where}有一条格式不是有效的正则表达式：“{value}”",
    "slow_pattern": "{where}有一条格式（正则表达式）遇到不匹配的行时可能耗时过长：“{value}”",
    "rows": "{where}：表格名称应为 1 到 60 个字符，前后不带空格，“{value}”不符合",
    "rows_of_one": "{where}：只有“many”字段才能作为表格的一列（“rows”）",
    "route": "路由设置使用了“{value}”；可用的有 {known}",
    "limit": "路由设置的某个界限不在 0 和 1 之间",
    "no_such_rule": "没有规则“{value}”；可用的有 {known}",
    "missing_entry": "{where}缺少条目“{value}”",
    "check": "{where}含有未知的检查“{value}”",
    "tolerance": "{where}：容差不是数字",
    "list_wanted": "{where}：“{value}”必须是字段列表",
    "one_wanted": "{where}：“{value}”必须是单个字段",
    "no_such_field": "{where}提到了该类型没有的字段“{value}”",
}
