from ocr_engine import terminal
from ocr_engine.cli.main import main

if __name__ == "__main__":
    terminal.run(main)
