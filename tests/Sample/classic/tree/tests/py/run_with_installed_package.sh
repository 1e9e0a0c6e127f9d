#!/bin/sh
exec "${PYTHON:-python3}" "$@"
