#!/bin/bash

ls -l dist
